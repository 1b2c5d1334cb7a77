import { decompress } from "./bytes.ts";
import {
	decodeCallIdColumn,
	decodeIds,
	decodeOthers,
	decodeText,
	type IdColumns,
	nextActionAt,
	type TextColumn,
	talkedWithAt,
	valueAt,
} from "./columns.ts";
import { type DeadRows, isReadable, PackError, type PartName, type TextAttribute, textAttributes } from "./layout.ts";
import type { Pack, PackRow } from "./model.ts";

/** A part's start and end in its object. @throws PackError if the pack has no such part */
export function placeOfPart(
	{ layout, parts }: Pick<Pack, "layout" | "parts">,
	name: PartName,
): readonly [number, number] {
	const place = parts[name];
	if (!isReadable({ layout }) || !place) throw new PackError(`layout ${layout} has no part ${name} that can be read`);
	return place;
}

/** The object's size in bytes. */
export function bytesOf({ parts }: Pick<Pack, "parts">): number {
	return Math.max(0, ...Object.values(parts).map(([, end]) => end));
}

function partOf(pack: Pack, bytes: Buffer, name: PartName): Buffer {
	const [start, end] = placeOfPart(pack, name);
	if (bytes.length < end) throw new PackError(`${pack.name} is cut off`);
	return bytes.subarray(start, end);
}

/** All rows of a pack, decoded from its whole object. @throws PackError */
export async function decodePack(pack: Pack, bytes: Buffer): Promise<PackRow[]> {
	const { rows } = pack;
	const ids = await decodeIds(partOf(pack, bytes, "ids"), rows);
	const others = await decodeOthers(partOf(pack, bytes, "others"), ids);
	const callIds = await callIdsOf(pack, bytes, ids);
	const texts = new Map<TextAttribute, (row: number) => string | undefined>();
	for (const name of textAttributes) texts.set(name, await readShown(pack, bytes, name));
	const number = (values: Float64Array, row: number) => (Number.isNaN(values[row]) ? undefined : values[row]);
	return Array.from(
		{ length: rows },
		(_, row): PackRow => ({
			callId: callIds[row] as string,
			calledAt: ids.times[row] as number,
			campaignId: valueAt(ids.ids.campaignId, row) ?? "",
			batchId: valueAt(ids.ids.batchId, row) ?? "",
			customerListId: valueAt(ids.ids.customerListId, row),
			callingGroupId: valueAt(ids.ids.callingGroupId, row),
			agentId: valueAt(ids.ids.agentId, row),
			resultId: valueAt(ids.ids.resultId, row),
			name: texts.get("name")?.(row),
			kana: texts.get("kana")?.(row),
			phone: texts.get("phone")?.(row) ?? "",
			memo: texts.get("memo")?.(row),
			requestId: texts.get("requestId")?.(row) ?? "",
			callerId: valueAt(others.words.callerId, row),
			talkedWith: talkedWithAt(others, row),
			updatedBy: valueAt(others.words.updatedBy, row),
			durationSeconds: others.numbers.durationSeconds[row] as number,
			createdAt: others.numbers.createdAt[row] as number,
			recordingSeconds: number(others.numbers.recordingSeconds, row),
			updatedAt: number(others.numbers.updatedAt, row),
			nextAction: nextActionAt(others, row),
		}),
	);
}

/** The times and ids of a pack's rows, decoded from its whole object. @throws PackError */
export async function decodeKeys(pack: Pack, bytes: Buffer): Promise<{ times: Float64Array; callIds: string[] }> {
	const ids = await decodeIds(partOf(pack, bytes, "ids"), pack.rows);
	return { times: ids.times, callIds: await callIdsOf(pack, bytes, ids) };
}

/** The rows replaced by a pack of changes, from its part. @throws PackError */
export async function decodeDead(part: Buffer): Promise<DeadRows> {
	return JSON.parse((await decompress(part)).toString());
}

/** The same, from the pack's whole object. */
export async function deadRowsOf(pack: Pack, bytes: Buffer): Promise<DeadRows> {
	return decodeDead(partOf(pack, bytes, "dead"));
}

async function callIdsOf(pack: Pack, bytes: Buffer, { callIdFrames, rows }: IdColumns): Promise<string[]> {
	const column = await decodeCallIdColumn(partOf(pack, bytes, "callId"), callIdFrames, rows);
	return Array.from({ length: rows }, (_, row) => column.textAt(row));
}

async function readShown(pack: Pack, bytes: Buffer, name: TextAttribute): Promise<(row: number) => string | undefined> {
	const [shown, folded] = await Promise.all([
		decodeText(partOf(pack, bytes, `${name}Shown`), pack.rows),
		decodeText(partOf(pack, bytes, name), pack.rows),
	]);
	return (row) => shownAt(shown, folded, row);
}

/** Undefined where the row has no text. */
export function shownAt(shown: TextColumn, folded: TextColumn, row: number): string | undefined {
	return (shown.isSameAt(row) ? folded : shown).textAt(row) || undefined;
}
