import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { Column } from "../../../../shared/column/model.ts";
import type { Detail } from "../../../../shared/detail/answer.ts";
import { nothing } from "../../components/display.ts";
import { useTexts } from "../../components/language.tsx";
import { formTexts } from "../search/form-texts.ts";
import { displayNextAction, shownOf } from "../search/shown.ts";
import { CopyNumber } from "./copy-number.tsx";
import { displayPeriod } from "./display-value.ts";
import { detailTexts } from "./texts.ts";

type Texts = (typeof detailTexts)["ja"];
type FormTexts = (typeof formTexts)["ja"];

const numbers: readonly Column[] = ["phone", "callerId"];
const number = (value: string | null | undefined) =>
	value && value !== nothing ? <CopyNumber value={value} /> : nothing;
const pair = (label: string, value: string | null | undefined) => ({ label, value: value || nothing });

/** The read-only fields, in three groups. */
export function fieldsOf(detail: Detail, t: Texts, f: FormTexts) {
	const shown = (...columns: Column[]) =>
		columns.map((column) => {
			const value = shownOf(column, detail, f);
			return { label: f.columns[column], value: numbers.includes(column) ? number(value) : value };
		});
	return {
		customer: [...shown("name", "kana", "phone", "customerListName"), pair(t.remarks, detail.remarks)],
		call: [
			...shown("calledAt", "durationSeconds", "campaignName", "batchName"),
			pair(t.batchPeriod, displayPeriod(detail.batchPeriod)),
			...shown("callingGroupName", "agentName", "callerId"),
		],
		record: shown("createdAt", "updatedAt", "updatedByName", "requestId", "callId"),
	};
}

/** The correctable fields, read-only. */
export function OutcomeFields({ detail }: { detail: Detail }) {
	const t = useTexts(detailTexts);
	const f = useTexts(formTexts);
	const { talkedWith, resultId, resultLabel, nextAction, altPhone, memo, resultOptions } = detail;
	// 設定しない: such a campaign's calls show a result only where the system has set one.
	const result =
		resultOptions || resultLabel ? [pair(t.fields.resultId, f.systemResultLabels[resultId ?? ""] ?? resultLabel)] : [];
	return (
		<SpaceBetween size="l">
			<KeyValuePairs
				columns={4}
				minColumnWidth={180}
				items={[
					pair(t.fields.talkedWith, talkedWith && f.talkedWith[talkedWith]),
					...result,
					pair(t.fields.nextAction, displayNextAction(nextAction, f)),
					{ label: t.fields.altPhone, value: number(altPhone) },
				]}
			/>
			<KeyValuePairs items={[{ label: t.fields.memo, value: <div className="rk-text">{memo || nothing}</div> }]} />
		</SpaceBetween>
	);
}
