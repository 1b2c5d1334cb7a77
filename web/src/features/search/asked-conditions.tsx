import { type ComponentProps, useEffect, useRef, useState } from "react";
import { ConditionLine } from "./condition-line.tsx";
import { type Search, writeCriteria } from "./criteria.ts";
import { SearchForm } from "./search-form.tsx";

interface Props extends Omit<ComponentProps<typeof SearchForm>, "onFold"> {
	/** Undefined on a fresh page. */
	search: Search | undefined;
	/** Whether it has been searched already. */
	isDone: boolean;
	onChange: (part: Partial<Search>) => void;
}

/** Results matter more than conditions: the form folds into a line of its conditions until it is opened again. */
export function AskedConditions({ search, isDone, onChange, ...form }: Props) {
	const asked = writeCriteria(form.initial).toString();
	/** The search for which the form was opened. */
	const [openedOver, open] = useState<string>();
	const place = useRef<HTMLDivElement>(null);
	const isTurned = useRef(false);
	const canFold = search !== undefined && isDone;
	const isOpen = !canFold || openedOver === asked;
	useEffect(() => {
		if (!isTurned.current) return;
		isTurned.current = false;
		// The pressed button is gone: the focus moves into the form, or to the button that opens it.
		if (isOpen) place.current?.querySelector("input")?.focus();
		else [...(place.current?.querySelectorAll("button") ?? [])].at(-1)?.focus();
	}, [isOpen]);
	function turn(over: string | undefined) {
		isTurned.current = true;
		open(over);
	}
	return (
		<div ref={place}>
			{isOpen ? (
				<SearchForm
					key={search ? asked : ""}
					{...form}
					onSearch={(criteria) => {
						open(undefined);
						form.onSearch(criteria);
					}}
					onFold={canFold ? () => turn(undefined) : undefined}
				/>
			) : (
				<ConditionLine search={search} onChange={onChange} onOpen={() => turn(asked)} />
			)}
		</div>
	);
}
