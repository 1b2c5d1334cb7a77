import { Choice } from "../../components/choice.tsx";
import { DateTimeInput } from "../../components/date-time-input.tsx";
import { FieldGroup } from "../../components/field-group.tsx";
import { useTexts } from "../../components/language.tsx";
import { formTexts } from "./form-texts.ts";
import { choiceOf, type Period, type PeriodFault, quickPeriod, quickPeriods } from "./period.ts";

interface Props {
	value: Period;
	onChange: (period: Period) => void;
	fault: PeriodFault | undefined;
	/** What the API found wrong, by pointer. */
	detailOf: (pointer: string) => string | undefined;
}

/** A period in JST, to the minute. Its end may be 24:00. */
export function PeriodField({ value: { from, to }, onChange, fault, detailOf }: Props) {
	const t = useTexts(formTexts);
	const now = Date.now();
	const own = fault && t.faults[fault];
	const errors = {
		from: (fault === "from-missing" && own) || detailOf("#/period/from"),
		to: (fault !== "from-missing" && own) || detailOf("#/period/to") || detailOf("#/period"),
	};
	return (
		<FieldGroup label={t.period} errorText={errors.from ?? errors.to}>
			<div className="rk-period">
				<DateTimeInput
					label={`${t.period} ${t.from}`}
					value={from}
					invalid={errors.from !== undefined}
					onChange={(next) => onChange({ from: next, to })}
				/>
				<span aria-hidden="true">{t.until}</span>
				<DateTimeInput
					label={`${t.period} ${t.to}`}
					value={to}
					lastHour={24}
					invalid={errors.to !== undefined}
					onChange={(next) => onChange({ from, to: next })}
				/>
				<Choice
					label={t.quick}
					chosen={choiceOf({ from, to }, now)}
					options={quickPeriods.map((id) => ({ id, text: t.relativePeriods[id] }))}
					onChange={(id) => onChange(quickPeriod(id, now))}
				/>
			</div>
		</FieldGroup>
	);
}
