import Autosuggest from "@cloudscape-design/components/autosuggest";
import { DateInput } from "./date-input.tsx";
import { useGroupDescription } from "./field-group.tsx";
import { useTexts } from "./language.tsx";

const texts = { ja: { date: "日付", time: "時刻" }, en: { date: "date", time: "time" } };

/** A time in JST to the minute, `2026-11-20T10:30`, chosen or typed. @param lastHour 24 where a day may be meant to its end */
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
	/** Whether its group's error is about it. */
	invalid: boolean;
	onChange: (value: string) => void;
}) {
	const t = useTexts(texts);
	const description = useGroupDescription();
	const fault = invalid && description ? { invalid, ariaDescribedby: description } : {};
	const [date = "", time = ""] = value.split("T");
	const hours = Array.from({ length: lastHour + 1 }, (_, hour) => ({ value: `${String(hour).padStart(2, "0")}:00` }));
	return (
		<div className="rk-moment">
			<DateInput
				{...fault}
				label={`${label} ${t.date}`}
				value={date}
				onChange={(next) => onChange(`${next}T${time}`)}
			/>
			<Autosuggest
				{...fault}
				value={time}
				options={hours}
				ariaLabel={`${label} ${t.time}`}
				placeholder="HH:MM"
				filteringType="manual"
				enteredTextLabel={(text) => text}
				onChange={({ detail }) => onChange(`${date}T${toTime(detail.value)}`)}
			/>
		</div>
	);
}

/** Full width becomes half, and four digits a time. */
function toTime(text: string): string {
	const folded = text.normalize("NFKC").replace(/[^\d:]/g, "");
	return /^\d{4}$/.test(folded) ? `${folded.slice(0, 2)}:${folded.slice(2)}` : folded.slice(0, 5);
}
