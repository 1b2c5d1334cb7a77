import FormField from "@cloudscape-design/components/form-field";
import Select from "@cloudscape-design/components/select";
import type { Repeat } from "../../../../shared/repeat/model.ts";
import { useTexts } from "../../components/language.tsx";
import { TimeInput } from "../../components/time-input.tsx";
import { repeatTexts } from "./repeat-texts.ts";

/** What is meant by each of them, unless somebody says otherwise. */
const periodOf = { day: "yesterday", week: "lastWeek", month: "lastMonth" } as const;
const every = ["day", "week", "month"] as const;
const periods = ["yesterday", "lastWeek", "lastMonth"] as const;

export const isTimeOfDay = (at: string) => /^([01]\d|2[0-3]):[0-5]\d$/.test(at);

interface Props {
	value: Repeat | undefined;
	/** Whether it may be that nothing repeats. */
	isOptional?: boolean;
	tried: boolean;
	onChange: (repeat: Repeat | undefined) => void;
}

/** 繰り返し: how often, at what time, and of which period. */
export function RepeatFields({ value, isOptional = false, tried, onChange }: Props) {
	const t = useTexts(repeatTexts);
	const rhythms = [
		...(isOptional ? [{ value: "", label: t.never }] : []),
		...every.map((one) => ({ value: one as string, label: t.every[one] })),
	];
	const offered = periods.map((period) => ({ value: period, label: t.periods[period] }));
	return (
		<div className="rk-conditions rk-repeat">
			<FormField label={t.repeat} constraintText={t.repeatHint} stretch>
				<Select
					selectedOption={rhythms.find((one) => one.value === (value?.every ?? "")) ?? null}
					options={rhythms}
					onChange={({ detail }) => {
						const chosen = every.find((one) => one === detail.selectedOption.value);
						onChange(chosen && { at: value?.at ?? "07:00", every: chosen, period: periodOf[chosen] });
					}}
				/>
			</FormField>
			{value && (
				<FormField
					label={t.at}
					constraintText={t.atHint}
					errorText={tried && !isTimeOfDay(value.at) ? t.atMissing : undefined}
					stretch
				>
					<TimeInput label={t.at} value={value.at} onChange={(at) => onChange({ ...value, at })} />
				</FormField>
			)}
			{value && (
				<FormField label={t.period} constraintText={t.periodHint} stretch>
					<Select
						selectedOption={offered.find((one) => one.value === value.period) ?? null}
						options={offered}
						onChange={({ detail }) => {
							const period = periods.find((one) => one === detail.selectedOption.value);
							if (period) onChange({ ...value, period });
						}}
					/>
				</FormField>
			)}
		</div>
	);
}
