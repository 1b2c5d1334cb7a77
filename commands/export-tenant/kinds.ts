import { callIdOf, decodeCorrection, decodeRecord } from "../../shared/call-history/codec.ts";
import { recordingsOf } from "../../shared/call-history/model.ts";
import { fields, templates } from "../../shared/call-history/schema.ts";
import type { Item } from "../../shared/platform/dynamodb.ts";
import { prefixOf, tableKey } from "../../shared/platform/keys.ts";
import { decodeEntry } from "../../shared/trail/codec.ts";
import { ownEntryTemplates } from "../../shared/trail/schema.ts";

const keyOf = (item: Item) => item[tableKey.sk]?.S ?? "";
const startsWith = (template: string) => (item: Item) => keyOf(item).startsWith(prefixOf(template));

/** An item's attributes as plain values, for kinds that store full attribute names. */
function plain(item: Item): Record<string, unknown> {
	const entries = Object.entries(item).filter(([name]) => !name.startsWith("__edb"));
	return Object.fromEntries(entries.map(([name, { S, N, BOOL, L }]) => [name, S ?? (N && Number(N)) ?? BOOL ?? L]));
}

interface Kind {
	is: (item: Item, tenantId: string) => boolean;
	read: (item: Item, tenantId: string) => object;
}

/** A tenant's data by output file: one JSON document per line, times in epoch milliseconds. */
export const kinds: Record<string, Kind> = {
	"call-histories": { is: (item) => keyOf(item) === templates.record.sk, read: decodeRecord },
	corrections: {
		is: startsWith(templates.correction.sk),
		read: (item, tenantId) => ({ callId: callIdOf(item, tenantId), ...decodeCorrection(item) }),
	},
	accesses: { is: startsWith(templates.access.sk), read: decodeEntry },
	trail: { is: startsWith(ownEntryTemplates.sk), read: decodeEntry },
	directory: { is: (item, tenantId) => item[tableKey.pk]?.S === tenantId, read: plain },
	"recordings-of-calls": {
		is: (item) => keyOf(item) === templates.record.sk && item[fields.recordingKey] !== undefined,
		read: (item, tenantId) => {
			const record = decodeRecord(item, tenantId);
			return { callId: record.callId, recordings: recordingsOf(record) };
		},
	},
};
