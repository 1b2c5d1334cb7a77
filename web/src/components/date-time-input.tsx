import { DateInput } from "./date-input.tsx";
import { useGroupDescription } from "./field-group.tsx";
import { useTexts } from "./language.tsx";
import { TimeInput } from "./time-input.tsx";

const texts = { ja: { date: "日付", time: "時刻" }, en: { date: "date", time: "time" } };

/**
 * A time in JST to the minute, `2026-11-20T10:30`, chosen or typed. @param lastHour 24 if a day's end may be entered as
 * 24:00
 */
export function DateTimeInput({
	label,
	value,
	lastHour = 23,
	invalid,
	onChange,
}: {
	label: string;
	value: string;
	lastHour?: 23 | 24;
	/** Whether its group's error concerns it. */
	invalid: boolean;
	onChange: (value: string) => void;
}) {
	const t = useTexts(texts);
	const description = useGroupDescription();
	const fault = invalid && description ? { invalid, ariaDescribedby: description } : {};
	const [date = "", time = ""] = value.split("T");
	return (
		<div className="rk-moment">
			<DateInput
				{...fault}
				label={`${label} ${t.date}`}
				value={date}
				onChange={(next) => onChange(`${next}T${time}`)}
			/>
			<TimeInput
				{...fault}
				label={`${label} ${t.time}`}
				value={time}
				lastHour={lastHour}
				onChange={(next) => onChange(`${date}T${next}`)}
			/>
		</div>
	);
}
