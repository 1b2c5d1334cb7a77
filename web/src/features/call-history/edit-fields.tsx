import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import RadioGroup from "@cloudscape-design/components/radio-group";
import Select from "@cloudscape-design/components/select";
import Textarea from "@cloudscape-design/components/textarea";
import { memoMaxCodePoints } from "../../../../shared/call-history/model.ts";
import type { Detail } from "../../../../shared/detail/answer.ts";
import { displayCount } from "../../components/display.ts";
import { useTexts } from "../../components/language.tsx";
import { formTexts } from "../search/form-texts.ts";
import { countCodePoints, type Draft, type Fault, type Field } from "./draft.ts";
import { NextActionField } from "./next-action-field.tsx";
import { detailTexts } from "./texts.ts";

interface Props {
	detail: Detail;
	draft: Draft;
	reason: string;
	faults: Partial<Record<Field, Fault>>;
	detailOf: (pointer: string) => string | undefined;
	onChange: (part: Partial<Draft>) => void;
	onReason: (reason: string) => void;
}

export function EditFields({ detail, draft, reason, faults, detailOf, onChange, onReason }: Props) {
	const t = useTexts(detailTexts);
	const f = useTexts(formTexts);
	const max = displayCount(memoMaxCodePoints);
	const told: Record<Fault, string> = {
		"memo-too-long": t.memoTooLong(max),
		"redial-missing": t.redialMissing,
	};
	const errorOf = (field: Field) => {
		const fault = faults[field];
		return fault ? told[fault] : detailOf(`#/${field}`);
	};
	return (
		<div className="rk-edit">
			<FormField label={t.fields.talkedWith} errorText={errorOf("talkedWith")}>
				<RadioGroup
					direction="horizontal"
					value={draft.talkedWith}
					items={[
						{ value: "self", label: f.talkedWith.self },
						{ value: "other", label: f.talkedWith.other },
						{ value: "", label: t.unset },
					]}
					onChange={({ detail: { value } }) => onChange({ talkedWith: value as Draft["talkedWith"] })}
				/>
			</FormField>
			{detail.resultOptions && <ResultField {...{ detail, draft, onChange }} errorText={errorOf("resultId")} />}
			<NextActionField
				detail={detail}
				draft={draft}
				errorText={errorOf("nextAction") ?? detailOf("#/nextAction/redialAt")}
				onChange={onChange}
			/>
			<FormField label={t.fields.altPhone} errorText={errorOf("altPhone")}>
				<Input
					value={draft.altPhone}
					inputMode="tel"
					onChange={({ detail: { value } }) => onChange({ altPhone: value })}
				/>
			</FormField>
			<FormField
				label={t.fields.memo}
				stretch
				errorText={errorOf("memo")}
				constraintText={t.memoLeft(displayCount(countCodePoints(draft.memo)), max)}
			>
				<Textarea
					value={draft.memo}
					rows={6}
					invalid={countCodePoints(draft.memo) > memoMaxCodePoints}
					onChange={({ detail: { value } }) => onChange({ memo: value })}
				/>
			</FormField>
			<FormField label={t.reason} stretch constraintText={t.reasonHint} errorText={detailOf("#/reason")}>
				<Input value={reason} onChange={({ detail: { value } }) => onReason(value)} />
			</FormField>
		</div>
	);
}

function ResultField({
	detail,
	draft,
	errorText,
	onChange,
}: Pick<Props, "detail" | "draft" | "onChange"> & { errorText: string | undefined }) {
	const t = useTexts(detailTexts);
	const f = useTexts(formTexts);
	const options = (detail.resultOptions ?? []).map(({ resultId, label }) => ({ value: resultId, label }));
	const current =
		options.find(({ value }) => value === draft.resultId) ??
		// A result set by the system, which nobody can choose.
		(draft.resultId
			? { value: draft.resultId, label: f.systemResultLabels[draft.resultId] ?? detail.resultLabel ?? draft.resultId }
			: null);
	return (
		<FormField label={t.fields.resultId} errorText={errorText}>
			<Select
				selectedOption={current}
				placeholder={t.choose}
				options={options}
				onChange={({ detail: { selectedOption } }) => onChange({ resultId: selectedOption.value ?? "" })}
			/>
		</FormField>
	);
}
