import FormField from "@cloudscape-design/components/form-field";
import RadioGroup from "@cloudscape-design/components/radio-group";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { nextActionTypes } from "../../../../shared/call-history/model.ts";
import type { Detail } from "../../../../shared/detail/answer.ts";
import { useTexts } from "../../components/language.tsx";
import { formTexts } from "../search/form-texts.ts";
import { displayPeriod } from "./display-value.ts";
import type { Draft } from "./draft.ts";
import { RedialField } from "./redial-field.tsx";
import { detailTexts } from "./texts.ts";

interface Props {
	detail: Detail;
	draft: Draft;
	errorText: string | undefined;
	onChange: (part: Partial<Draft>) => void;
}

export function NextActionField({ detail, draft, errorText, onChange }: Props) {
	const t = useTexts(detailTexts);
	const f = useTexts(formTexts);
	return (
		<SpaceBetween size="xs">
			<FormField label={t.fields.nextAction} errorText={draft.nextAction === "redial" ? undefined : errorText}>
				<RadioGroup
					direction="horizontal"
					value={draft.nextAction}
					items={nextActionTypes.map((type) => ({ value: type, label: f.nextActions[type] }))}
					onChange={({ detail: { value } }) => onChange({ nextAction: value as Draft["nextAction"] })}
				/>
			</FormField>
			{draft.nextAction === "redial" && (
				<RedialField
					value={draft.redialAt}
					hint={t.redialHint(displayPeriod(detail.batchPeriod))}
					errorText={errorText}
					onChange={onChange}
				/>
			)}
		</SpaceBetween>
	);
}
