import type { FoundRecord } from "../call-history/find-record.ts";
import { recordingsOf } from "../call-history/model.ts";
import { recordingId } from "../recording/recording-id.ts";
import { createRowPresenter } from "../search/row.ts";
import { formatJst } from "../time/model.ts";
import type { Detail } from "./answer.ts";

export function toDetail({ record, directory, editable }: FoundRecord): Detail {
	const batch = directory.batches.get(record.batchId);
	const campaign = directory.campaigns.get(record.campaignId);
	const entry = { ...record, recordingSeconds: record.recording?.durationSeconds };
	return {
		...createRowPresenter(directory)(entry, editable),
		batchPeriod: { startsOn: batch?.startsOn ?? "", endsOn: batch?.endsOn ?? "" },
		remarks: record.remarks ?? null,
		altPhone: record.altPhone ?? null,
		resultOptions: campaign?.resultEntry ? campaign.results : null,
		recordings: recordingsOf(record).map((recording) => ({
			recordingId: recordingId(recording),
			durationSeconds: recording.durationSeconds,
			contentType: recording.contentType,
			storedAt: formatJst(recording.storedAt),
		})),
		version: record.version,
	};
}
