import FormField from "@cloudscape-design/components/form-field";
import Select from "@cloudscape-design/components/select";
import { isTimeOfDay, type Repeat, repeatedPeriods, rhythms } from "../../../../shared/repeat/model.ts";
import { useTexts } from "../../components/language.tsx";
import { TimeInput } from "../../components/time-input.tsx";
import { repeatTexts } from "./repeat-texts.ts";

/** The default period of each rhythm. */
const periodOf = { day: "yesterday", week: "lastWeek", month: "lastMonth" } as const;

interface Props {
	value: Repeat | undefined;
	/** Whether not repeating is a choice. */
	isOptional?: boolean;
	tried: boolean;
	onChange: (repeat: Repeat | undefined) => void;
}

/** 繰り返し: how often, at what time, and of which period. */
export function RepeatFields({ value, isOptional = false, tried, onChange }: Props) {
	const t = useTexts(repeatTexts);
	const choices = [
		...(isOptional ? [{ value: "", label: t.never }] : []),
		...rhythms.map((one) => ({ value: one as string, label: t.every[one] })),
	];
	const offered = repeatedPeriods.map((period) => ({ value: period, label: t.periods[period] }));
	return (
		<div className="rk-conditions rk-repeat">
			<FormField label={t.repeat} constraintText={t.repeatHint} stretch>
				<Select
					selectedOption={choices.find((one) => one.value === (value?.every ?? "")) ?? null}
					options={choices}
					onChange={({ detail }) => {
						const chosen = rhythms.find((one) => one === detail.selectedOption.value);
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
							const period = repeatedPeriods.find((one) => one === detail.selectedOption.value);
							if (period) onChange({ ...value, period });
						}}
					/>
				</FormField>
			)}
		</div>
	);
}
