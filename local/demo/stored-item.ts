import type { CallHistory } from "../../shared/call-history/model.ts";
import type { toAttributes } from "../../shared/call-history/record-attributes.ts";
import { fields, indexKeyFields, templates } from "../../shared/call-history/schema.ts";
import type { Item } from "../../shared/platform/dynamodb.ts";
import { fillTemplate, tableKey } from "../../shared/platform/keys.ts";

/** The same item as ElectroDB makes of a record, without its 0.2 ms; a test compares the two. */
export function storedRecord(attributes: ReturnType<typeof toAttributes>): Item {
	const { month, batch, agent, phone, phoneAt } = indexKeyFields;
	const { phoneAt: phoneTime, ...named } = attributes;
	return {
		...plainItem(named),
		...keyItem(templates.record, attributes),
		[phoneAt]: { S: String(phoneTime) },
		[month]: { S: fillTemplate(templates.month.pk, attributes) },
		[batch]: { S: fillTemplate(templates.batch.pk, attributes) },
		[phone]: { S: fillTemplate(templates.phone.pk, attributes) },
		...(attributes.agentId ? { [agent]: { S: fillTemplate(templates.agent.pk, attributes) } } : {}),
		__edb_e__: { S: "c" },
		__edb_v__: { S: "1" },
	};
}

/** The same for the pointer to a customer's latest record. */
export function storedLatest(
	record: Pick<CallHistory, "tenantId" | "batchId" | "customerId" | "callId" | "calledAt">,
): Item {
	const { tenantId, batchId, customerId, callId, calledAt } = record;
	const named = { tenantId, batchId, customerId, callId, calledAt };
	return { ...plainItem(named), ...keyItem(templates.latest, named), __edb_e__: { S: "l" }, __edb_v__: { S: "1" } };
}

function plainItem(attributes: Readonly<Record<string, string | number | undefined>>): Item {
	const item: Item = {};
	for (const [name, value] of Object.entries(attributes)) {
		if (value === undefined) continue;
		item[fields[name as keyof typeof fields]] = typeof value === "number" ? { N: String(value) } : { S: value };
	}
	return item;
}

function keyItem(template: { pk: string; sk: string }, attributes: Readonly<Record<string, unknown>>): Item {
	const values = attributes as Record<string, string>;
	return {
		[tableKey.pk]: { S: fillTemplate(template.pk, values) },
		[tableKey.sk]: { S: fillTemplate(template.sk, values) },
	};
}
