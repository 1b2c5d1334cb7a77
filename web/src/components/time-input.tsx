import Autosuggest, { type AutosuggestProps } from "@cloudscape-design/components/autosuggest";

interface Props extends Pick<AutosuggestProps, "invalid" | "ariaDescribedby"> {
	label: string;
	/** `10:30` */
	value: string;
	lastHour?: 23 | 24;
	onChange: (value: string) => void;
}

/** A time of day to the minute, chosen by the hour or typed. */
export function TimeInput({ label, value, lastHour = 23, onChange, ...fault }: Props) {
	const hours = Array.from({ length: lastHour + 1 }, (_, hour) => ({ value: `${String(hour).padStart(2, "0")}:00` }));
	return (
		<Autosuggest
			{...fault}
			value={value}
			options={hours}
			ariaLabel={label}
			placeholder="HH:MM"
			filteringType="manual"
			enteredTextLabel={(text) => text}
			onChange={({ detail }) => onChange(toTime(detail.value))}
		/>
	);
}

/** Full-width digits become half-width, and four digits a time. */
function toTime(text: string): string {
	const folded = text.normalize("NFKC").replace(/[^\d:]/g, "");
	return /^\d{4}$/.test(folded) ? `${folded.slice(0, 2)}:${folded.slice(2)}` : folded.slice(0, 5);
}
