import { recordKey } from "../call-history/codec.ts";
import { fields, indexKeyFields, phoneKeys, templates } from "../call-history/schema.ts";
import { indexedAs } from "../phone/model.ts";
import { fillTemplate, tableKey } from "../platform/keys.ts";
import type { TableWriter } from "../platform/table-writer.ts";
import type { PackRow } from "./model.ts";

export type NumberRow = Pick<PackRow, "callId" | "calledAt" | "phone">;

const writesAtOnce = 16;

/**
 * Updates the keys of the index by number where an earlier version interpreted numbers differently. This only concerns
 * numbers that are not stored as plain digits; each costs one write unit, or three if its key has to change.
 */
export async function keyNumbers(writer: TableWriter, tenantId: string, rows: readonly NumberRow[]): Promise<void> {
	const odd = rows.filter(({ phone }) => phone.replace("+", "") !== indexedAs(phone));
	for (let start = 0; start < odd.length; start += writesAtOnce) {
		await Promise.all(odd.slice(start, start + writesAtOnce).map((row) => keyNumber(writer, tenantId, row)));
	}
}

async function keyNumber(writer: TableWriter, tenantId: string, { callId, calledAt, phone }: NumberRow): Promise<void> {
	const { phoneArea, phoneAt } = phoneKeys(phone, calledAt);
	const attributes = {
		[fields.phoneArea]: { S: phoneArea },
		[indexKeyFields.phone]: { S: fillTemplate(templates.phone.pk, { tenantId, phoneArea }) },
		[indexKeyFields.phoneAt]: { S: phoneAt },
	};
	await writer.set(recordKey(tenantId, callId), attributes, {
		// Records deleted in the meantime are not created again.
		expression: "attribute_exists(#p) AND #at <> :at",
		names: { "#p": tableKey.pk, "#at": indexKeyFields.phoneAt },
		values: { ":at": { S: phoneAt } },
	});
}
