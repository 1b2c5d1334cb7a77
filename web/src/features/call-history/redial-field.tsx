import { DateTimeInput } from "../../components/date-time-input.tsx";
import { FieldGroup } from "../../components/field-group.tsx";
import { useTexts } from "../../components/language.tsx";
import type { Draft } from "./draft.ts";
import { detailTexts } from "./texts.ts";

interface Props {
	value: string;
	hint: string;
	errorText: string | undefined;
	onChange: (part: Pick<Draft, "redialAt">) => void;
}

/** 再発信日時 */
export function RedialField({ value, hint, errorText, onChange }: Props) {
	const t = useTexts(detailTexts);
	return (
		<FieldGroup label={t.redialAt} hint={hint} errorText={errorText}>
			<DateTimeInput
				label={t.redialAt}
				value={value}
				invalid={errorText !== undefined}
				onChange={(redialAt) => onChange({ redialAt })}
			/>
		</FieldGroup>
	);
}
