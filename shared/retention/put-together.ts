import { decodeRecordings } from "../call-history/codec.ts";
import { type Recording, recordingsOf } from "../call-history/model.ts";
import { recordingAttributes } from "../call-history/recording-attributes.ts";
import { fields } from "../call-history/schema.ts";
import type { Item } from "../platform/dynamodb.ts";
import { withRecording } from "../recording/model.ts";

const numberOf = (item: Item, name: string) => Number(item[name]?.N ?? 0);

/**
 * Merges a deleted record with the one that was taken in again under its id, with corrections and recordings of both.
 * @returns undefined if the existing record is the same one and lacks nothing
 */
export function putTogether(former: Item, present: Item): Item | undefined {
	if (numberOf(present, fields.storedAt) <= numberOf(former, fields.storedAt)) return undefined;
	const isAhead = numberOf(present, fields.version) > numberOf(former, fields.version);
	const whole = { ...(isAhead ? present : former), [fields.storedAt]: former[fields.storedAt] } as Item;
	const [before, since] = [former, present].map((item) => recordingsOf(decodeRecordings(item))) as [
		Recording[],
		Recording[],
	];
	for (const [name, value] of Object.entries(recordingAttributes(since.reduce(withRecording, before)))) {
		const field = fields[name as keyof typeof fields];
		if (value === undefined) delete whole[field];
		else whole[field] = typeof value === "number" ? { N: String(value) } : { S: value };
	}
	return whole;
}
