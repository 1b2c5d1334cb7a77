import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { Detail } from "../../../../shared/call-history/answer.ts";
import { displayDuration, displayTime, nothing } from "../../components/display.ts";
import { useTexts } from "../../components/language.tsx";
import { formTexts } from "../search/form-texts.ts";
import { displayNextAction, displayPeriod } from "./display-value.ts";
import { detailTexts } from "./texts.ts";

type Texts = (typeof detailTexts)["ja"];
type FormTexts = (typeof formTexts)["ja"];

const pair = (label: string, value: string | null | undefined) => ({ label, value: value || nothing });

/** What nobody can edit, in three groups. */
export function fieldsOf(detail: Detail, t: Texts, f: FormTexts) {
	const c = f.columns;
	return {
		customer: [
			pair(c.name, detail.name),
			pair(c.kana, detail.kana),
			pair(c.phone, detail.phone),
			pair(c.customerListName, detail.customerListName),
			pair(t.remarks, detail.remarks),
		],
		call: [
			pair(c.calledAt, displayTime(detail.calledAt)),
			pair(c.durationSeconds, displayDuration(detail.durationSeconds)),
			pair(c.campaignName, detail.campaignName ?? detail.campaignId),
			pair(c.batchName, detail.batchName ?? detail.batchId),
			pair(t.batchPeriod, displayPeriod(detail.batchPeriod)),
			pair(c.callingGroupName, detail.callingGroupName),
			pair(c.agentName, detail.agentName),
			pair(c.callerId, detail.callerId),
		],
		record: [
			pair(c.createdAt, displayTime(detail.createdAt)),
			pair(c.updatedAt, displayTime(detail.updatedAt)),
			pair(c.updatedByName, detail.updatedByName ?? detail.updatedBy),
			pair(c.requestId, detail.requestId),
			pair(c.callId, detail.callId),
		],
	};
}

/** What a correction may change, as it is. */
export function OutcomeFields({ detail }: { detail: Detail }) {
	const t = useTexts(detailTexts);
	const f = useTexts(formTexts);
	const { talkedWith, resultLabel, nextAction, altPhone, memo, resultOptions } = detail;
	// 設定しない: such a campaign's calls show a result only where the system has set one.
	const result = resultOptions || resultLabel ? [pair(t.fields.resultId, resultLabel)] : [];
	return (
		<SpaceBetween size="l">
			<KeyValuePairs
				columns={4}
				minColumnWidth={180}
				items={[
					pair(t.fields.talkedWith, talkedWith && f.talkedWith[talkedWith]),
					...result,
					pair(t.fields.nextAction, displayNextAction(nextAction, f)),
					pair(t.fields.altPhone, altPhone),
				]}
			/>
			<KeyValuePairs items={[{ label: t.fields.memo, value: <div className="rk-text">{memo || nothing}</div> }]} />
		</SpaceBetween>
	);
}
