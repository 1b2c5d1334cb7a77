import { decodeRecordings } from "../call-history/codec.ts";
import { type Recording, recordingsOf } from "../call-history/model.ts";
import { recordingAttributes } from "../call-history/recording-attributes.ts";
import { fields } from "../call-history/schema.ts";
import type { Item } from "../platform/dynamodb.ts";
import { withRecording } from "../recording/model.ts";

const numberOf = (item: Item, name: string) => Number(item[name]?.N ?? 0);

/**
 * A record as it was when it was deleted, and one of the same id that is there: where that was taken in anew since, the two make one, with what
 * was corrected and recorded in either.
 * @returns undefined where the record that is there is the same one, and lacks nothing
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
