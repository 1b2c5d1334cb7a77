import FormField from "@cloudscape-design/components/form-field";
import TextFilter from "@cloudscape-design/components/text-filter";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { useTexts } from "../../components/language.tsx";
import { searchTexts } from "./texts.ts";

/** Longer than the pause between two keys of a slow typist. */
const pauseMs = 800;

interface Props {
	/** What the address asks for. */
	value: string;
	/** What the API found wrong with it. */
	error?: string | undefined;
	/** @param goesOn whether it replaces the previous search: one refinement, however many pauses it was typed with */
	onChange: (keyword: string, goesOn: boolean) => void;
}

/**
 * 絞り込み: searches when the typing pauses, and at once on Enter or when the field loses the focus. The field keeps its
 * own text; the address overrides it only with a value that did not come from the field, and never during typing.
 */
export function KeywordFilter({ value, error, onChange }: Props) {
	const s = useTexts(searchTexts);
	const [text, setText] = useState(value);
	const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
	const reported = useRef(value);
	const goesOn = useRef(false);
	const isComposing = useRef(false);
	useEffect(() => {
		if (value === reported.current || timer.current !== undefined || isComposing.current) return;
		reported.current = value;
		goesOn.current = false;
		setText(value);
	}, [value]);
	const stop = () => {
		clearTimeout(timer.current);
		timer.current = undefined;
	};
	useEffect(() => stop, []);

	function tell(next: string) {
		stop();
		if (next === reported.current) return;
		reported.current = next;
		onChange(next, goesOn.current);
		goesOn.current = true;
	}
	function wait(next: string) {
		stop();
		if (!isComposing.current) timer.current = setTimeout(tell, pauseMs, next);
	}
	/** The next text is another refinement. */
	function finish() {
		tell(text);
		goesOn.current = false;
	}
	// The field reports neither keys nor input methods; both events bubble up from it.
	function onKeyDown({ key, keyCode, nativeEvent }: KeyboardEvent) {
		// Some browsers end a composition before its Enter, which only this key code shows.
		if (key === "Enter" && !nativeEvent.isComposing && keyCode !== 229) finish();
	}
	return (
		// biome-ignore lint/a11y/noStaticElementInteractions: see above
		<div
			onKeyDown={onKeyDown}
			onCompositionStart={() => {
				isComposing.current = true;
				stop();
			}}
			onCompositionEnd={({ target }) => {
				isComposing.current = false;
				wait((target as HTMLInputElement).value);
			}}
			onBlur={finish}
		>
			<FormField errorText={error} stretch>
				<TextFilter
					filteringText={text}
					filteringPlaceholder={s.refine}
					filteringAriaLabel={s.refineLabel}
					onChange={({ detail: { filteringText } }) => {
						setText(filteringText);
						if (filteringText === "" && !isComposing.current) tell("");
						else wait(filteringText);
					}}
				/>
			</FormField>
		</div>
	);
}
