interface Props<Id extends string> {
	label: string;
	options: readonly { id: Id; text: string }[];
	chosen: Id | undefined;
	onChange: (id: Id) => void;
}

/** A few choices side by side, of which one or none is selected; they wrap if necessary. */
export function Choice<Id extends string>({ label, options, chosen, onChange }: Props<Id>) {
	return (
		// biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be a flex container everywhere, and has a border
		<div className="rk-choice" role="group" aria-label={label}>
			{options.map(({ id, text }) => (
				<button key={id} type="button" aria-pressed={id === chosen} onClick={() => onChange(id)}>
					{text}
				</button>
			))}
		</div>
	);
}
