import DatePicker, { type DatePickerProps } from "@cloudscape-design/components/date-picker";
import { useLanguage, useTexts } from "./language.tsx";

const texts = {
	ja: { calendar: (label: string) => `${label} カレンダー` },
	en: { calendar: (label: string) => `${label}: calendar` },
};

interface Props extends Pick<DatePickerProps, "invalid" | "ariaDescribedby"> {
	label: string;
	/** `2026-11-20` */
	value: string;
	onChange: (date: string) => void;
}

/** A date, chosen or typed. The library's calendar is a dialog without a name, and offers no way to give it one. */
export function DateInput({ label, onChange, ...props }: Props) {
	const t = useTexts(texts);
	const { language } = useLanguage();
	return (
		// biome-ignore lint/a11y/noStaticElementInteractions: it only observes that the dialog opens
		<div
			onFocus={({ target }) => {
				const dialog = target.closest('[role="dialog"]');
				if (dialog?.querySelector("table")) dialog.ariaLabel = t.calendar(label);
			}}
		>
			<DatePicker
				{...props}
				ariaLabel={label}
				placeholder="YYYY/MM/DD"
				locale={language}
				onChange={({ detail }) => onChange(detail.value)}
			/>
		</div>
	);
}
