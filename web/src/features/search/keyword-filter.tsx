import FormField from "@cloudscape-design/components/form-field";
import TextFilter from "@cloudscape-design/components/text-filter";
import { useEffect, useRef, useState } from "react";
import { useTexts } from "../../components/language.tsx";
import { searchTexts } from "./texts.ts";

const pauseMs = 500;

/** 絞り込み: searches when the typing pauses, and at once on Enter. */
export function KeywordFilter({
	value,
	error,
	onChange,
}: {
	value: string;
	/** What the API found wrong with it. */
	error?: string;
	onChange: (keyword: string) => void;
}) {
	const s = useTexts(searchTexts);
	const [text, setText] = useState(value);
	const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
	useEffect(() => setText(value), [value]);
	useEffect(() => () => clearTimeout(timer.current), []);
	const change = (next: string, pause: number) => {
		setText(next);
		clearTimeout(timer.current);
		if (next !== value) timer.current = setTimeout(() => onChange(next), pause);
	};
	return (
		// biome-ignore lint/a11y/noStaticElementInteractions: Enter bubbles up from the field, which has no event for it
		<div onKeyDown={({ key, nativeEvent }) => key === "Enter" && !nativeEvent.isComposing && change(text, 0)}>
			<FormField errorText={error} stretch>
				<TextFilter
					filteringText={text}
					filteringPlaceholder={s.refine}
					filteringAriaLabel={s.refineLabel}
					onChange={({ detail }) => change(detail.filteringText, detail.filteringText === "" ? 0 : pauseMs)}
				/>
			</FormField>
		</div>
	);
}
