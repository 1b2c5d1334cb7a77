import { fields } from "../call-history/schema.ts";
import type { Item } from "../platform/dynamodb.ts";

const ofRecording = [
	fields.recordingKey,
	fields.recordingContentType,
	fields.recordingSeconds,
	fields.recordingSavedAt,
] as const;

const numberOf = (item: Item, name: string) => Number(item[name]?.N ?? 0);

/**
 * A record as it was when it was deleted, and one of the same id that is there: where that was taken in anew since, the two make one, with what
 * was corrected and recorded in either.
 * @returns undefined where the record that is there is the same one, and lacks nothing
 */
export function putTogether(former: Item, present: Item): Item | undefined {
	if (numberOf(present, fields.storedAt) <= numberOf(former, fields.storedAt)) return undefined;
	const isAhead = numberOf(present, fields.version) > numberOf(former, fields.version);
	const isRecordedLater = numberOf(present, fields.recordingSavedAt) > numberOf(former, fields.recordingSavedAt);
	const whole = { ...(isAhead ? present : former), [fields.storedAt]: former[fields.storedAt] } as Item;
	const recorded = isRecordedLater ? present : former;
	for (const name of ofRecording) {
		const value = recorded[name];
		if (value) whole[name] = value;
		else delete whole[name];
	}
	return whole;
}
