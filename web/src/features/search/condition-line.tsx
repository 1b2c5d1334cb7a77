import Button from "@cloudscape-design/components/button";
import Icon from "@cloudscape-design/components/icon";
import { useRef } from "react";
import { useSearchOptions } from "../../api/caller.ts";
import { useTexts } from "../../components/language.tsx";
import { type Search, toConditions } from "./criteria.ts";
import { conditionsInWords } from "./describe-conditions.ts";
import { formTexts } from "./form-texts.ts";
import { notNarrowed } from "./narrowing.ts";
import { searchTexts } from "./texts.ts";
import { withoutCondition } from "./without-condition.ts";

interface Props {
	search: Search;
	onChange: (part: Partial<Search>) => void;
	/** Opens the form. */
	onOpen: () => void;
}

/** The conditions in one line: each can be removed, and the form opened again. */
export function ConditionLine({ search, onChange, onOpen }: Props) {
	const t = useTexts(formTexts);
	const s = useTexts(searchTexts);
	const options = useSearchOptions().data;
	const place = useRef<HTMLDivElement>(null);
	const { criteria, narrowing } = search;
	const [period, ...conditions] = conditionsInWords(toConditions(criteria), t, options);
	const tokens = conditions.map(({ name, text }) => ({
		text,
		without: { criteria: withoutCondition(criteria, name) } as Partial<Search>,
	}));
	const { resultIds, hour } = narrowing;
	if (resultIds.length > 0) {
		const [, ...chosen] = conditionsInWords({ ...toConditions(criteria), resultIds }, t, options);
		const { text = "" } = chosen.find(({ name }) => name === "resultIds") ?? {};
		const without = { narrowing: { ...narrowing, resultIds: notNarrowed.resultIds } };
		tokens.push({ text: s.within(text), without });
	}
	if (hour !== undefined) {
		tokens.push({ text: s.within(s.hour(hour)), without: { narrowing: { ...narrowing, hour: undefined } } });
	}
	function remove(index: number, without: Partial<Search>) {
		onChange({ ...without, page: 1 });
		// Focus moves to the next condition to remove; the last button opens the form.
		place.current?.querySelectorAll("button")[index]?.focus();
	}
	return (
		// biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be a flex container everywhere, and has a border
		<div ref={place} className="rk-condition-line" role="group" aria-label={s.asked}>
			<ul>
				<li>{period?.text}</li>
				{tokens.map(({ text, without }, index) => (
					<li key={text} className="rk-token">
						<span title={text}>{text}</span>
						<button
							type="button"
							aria-label={s.remove(text)}
							title={s.remove(text)}
							onClick={() => remove(index, without)}
						>
							<Icon name="close" size="small" />
						</button>
					</li>
				))}
			</ul>
			<Button iconName="edit" onClick={onOpen}>
				{s.change}
			</Button>
		</div>
	);
}
