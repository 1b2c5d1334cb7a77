import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import RadioGroup from "@cloudscape-design/components/radio-group";
import Select from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Textarea from "@cloudscape-design/components/textarea";
import { memoMaxCodePoints, nextActionTypes } from "../../../../shared/call-history/model.ts";
import { displayCount } from "../../components/display.ts";
import { useTexts } from "../../components/language.tsx";
import { countCodePoints } from "../call-history/draft.ts";
import { RedialField } from "../call-history/redial-field.tsx";
import { detailTexts } from "../call-history/texts.ts";
import { formTexts } from "../search/form-texts.ts";
import type { BulkDraft, BulkFault } from "./bulk-draft.ts";
import { bulkTexts } from "./texts.ts";

interface Props {
	draft: BulkDraft;
	/** Those of the one campaign, or the reason why a result cannot be set. */
	results: readonly { resultId: string; label: string }[] | string;
	fault: BulkFault | undefined;
	detailOf: (pointer: string) => string | undefined;
	onChange: (part: Partial<BulkDraft>) => void;
}

/** The values to set for all: each field stays unchanged unless it is chosen. */
export function BulkFields({ draft, results, fault, detailOf, onChange }: Props) {
	const t = useTexts(bulkTexts);
	const d = useTexts(detailTexts);
	const f = useTexts(formTexts);
	const max = displayCount(memoMaxCodePoints);
	const keep = { value: "", label: t.keep };
	const canSetResult = typeof results !== "string";
	const offered = canSetResult ? results.map(({ resultId, label }) => ({ value: resultId, label })) : [];
	const redialFault = fault === "redial-missing" ? d.redialMissing : detailOf("#/items/0/nextAction/redialAt");
	const memoFault = {
		"memo-missing": t.memoMissing,
		"memo-too-long": d.memoTooLong(max),
	}[fault as string];
	return (
		<div className="rk-edit">
			<FormField label={d.fields.resultId} constraintText={canSetResult ? undefined : results}>
				<Select
					disabled={!canSetResult}
					selectedOption={offered.find(({ value }) => value === draft.resultId) ?? keep}
					options={[keep, ...offered]}
					onChange={({ detail: { selectedOption } }) => onChange({ resultId: selectedOption.value ?? "" })}
				/>
			</FormField>
			<SpaceBetween size="xs">
				<FormField label={d.fields.nextAction}>
					<RadioGroup
						direction="horizontal"
						value={draft.nextAction}
						items={[keep, ...nextActionTypes.map((type) => ({ value: type, label: f.nextActions[type] }))]}
						onChange={({ detail: { value } }) => onChange({ nextAction: value as BulkDraft["nextAction"] })}
					/>
				</FormField>
				{draft.nextAction === "redial" && (
					<RedialField value={draft.redialAt} hint={t.redialHint} errorText={redialFault} onChange={onChange} />
				)}
			</SpaceBetween>
			<FormField label={d.fields.memo}>
				<RadioGroup
					direction="horizontal"
					value={draft.memoChange}
					items={[keep, { value: "set", label: t.memoSet }, { value: "clear", label: t.memoClear }]}
					onChange={({ detail: { value } }) => onChange({ memoChange: value as BulkDraft["memoChange"] })}
				/>
			</FormField>
			{draft.memoChange === "set" && (
				<FormField
					stretch
					label={t.memoNew}
					errorText={memoFault ?? detailOf("#/items/0/memo")}
					constraintText={d.memoLeft(displayCount(countCodePoints(draft.memo)), max)}
				>
					<Textarea value={draft.memo} rows={4} onChange={({ detail: { value } }) => onChange({ memo: value })} />
				</FormField>
			)}
			<FormField stretch label={d.reason} constraintText={d.reasonHint} errorText={detailOf("#/reason")}>
				<Input value={draft.reason} onChange={({ detail: { value } }) => onChange({ reason: value })} />
			</FormField>
		</div>
	);
}
