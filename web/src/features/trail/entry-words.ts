import type { Detail } from "../../../../shared/detail/answer.ts";
import type { SearchOptions } from "../../../../shared/options/answer.ts";
import type { TrailEntryAnswer } from "../../../../shared/trail/answer.ts";
import type { detailTexts } from "../call-history/texts.ts";
import { describeConditions } from "../search/describe-conditions.ts";
import type { formTexts } from "../search/form-texts.ts";
import type { trailTexts } from "./texts.ts";

export interface Words {
	t: (typeof trailTexts)["ja"];
	d: (typeof detailTexts)["ja"];
	f: (typeof formTexts)["ja"];
}

/** What was done, in a word or two. */
export function actionOf({ kind, disposition }: TrailEntryAnswer, { t }: Words): string {
	if (kind !== "recording") return t.kinds[kind];
	return disposition === "attachment" ? t.downloaded : t.listened;
}

/**
 * The object of an action, in lines; the call history itself is linked beside them.
 * @param recordings of that call, if known, to number them
 */
export function linesOf(
	entry: TrailEntryAnswer,
	{ t, d, f }: Words,
	options: SearchOptions | undefined,
	recordings?: Detail["recordings"],
): string[] {
	const { asked, asyncSearchId, changes, reason } = entry;
	return [
		...(asyncSearchId ? [t.asyncSearch(asyncSearchId)] : []),
		...recordingLines(entry, t, recordings),
		...(asked ? describeConditions(asked, f, options) : []),
		...(changes ? [t.corrected(changes.map(({ field }) => d.fields[field]).join("、"))] : []),
		...(reason ? [t.reason(reason)] : []),
	];
}

function recordingLines(
	{ recordingId }: TrailEntryAnswer,
	t: Words["t"],
	recordings: Detail["recordings"] | undefined,
) {
	if (!recordingId) return [];
	if (!recordings) return [t.recordingId(recordingId)];
	const place = recordings.findIndex((recording) => recording.recordingId === recordingId);
	return place >= 0 && recordings.length > 1 ? [t.recording(place + 1)] : [];
}
