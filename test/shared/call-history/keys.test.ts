import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { expect, test } from "vitest";
import { latestKey, recordKey } from "../../../shared/call-history/codec.ts";
import {
	createCorrectionEntity,
	createLatestEntity,
	createRecordEntity,
} from "../../../shared/call-history/entities.ts";
import { toAttributes } from "../../../shared/call-history/record-attributes.ts";
import {
	batchIndex,
	fields,
	indexes,
	indexKeyFields,
	monthOf,
	phoneKeys,
	templates,
} from "../../../shared/call-history/schema.ts";
import { fillTemplate, tableKey } from "../../../shared/platform/keys.ts";
import { makeCalls } from "../../support/records.ts";

const client = new DynamoDBClient({ region: "ap-northeast-1" });
const calledAt = Date.parse("2026-11-30T23:59:59+09:00");
const [made] = makeCalls({ count: 1, from: calledAt, to: calledAt });
if (!made) throw new Error("no call was made");
/** Its ids use every character that an id may contain, in both cases. */
const record = {
	...made,
	tenantId: "Acme.JP",
	callId: "C:1@x+y~z-_.",
	batchId: "B-01",
	customerId: "CU_1",
	agentId: "Ag",
};
const values = { ...record, month: monthOf(calledAt), ...phoneKeys(record.phone, calledAt) };
const item = (entity: { params(): unknown }) => (entity.params() as { Item: Record<string, unknown> }).Item;
const filled = ({ pk, sk }: { pk: string; sk: string }, more: Record<string, string | number> = {}) => {
	const all = { ...values, ...more } as unknown as Record<string, string | number>;
	return [fillTemplate(pk, all), fillTemplate(sk, all)];
};

test.each([
	["record", () => item(createRecordEntity(client, "table").put(toAttributes(record))), {}],
	["latest", () => item(createLatestEntity(client, "table").put(record)), {}],
	[
		"correction",
		() =>
			item(
				createCorrectionEntity(client, "table").put({
					...record,
					number: "000001",
					correctedAt: 1,
					correctedBy: "Sv",
					changes: "[]",
					trailDay: "Acme.JP#1970-01-01",
					trailAt: 1,
				}),
			),
		{ number: "000001" },
	],
] as const)("fills the keys of a %s as ElectroDB does", (name, put, more) => {
	const stored = put();
	expect([stored[tableKey.pk], stored[tableKey.sk]]).toEqual(filled(templates[name], more));
});

test.each([
	["month", indexKeyFields.month, fields.calledAt],
	["batch", indexKeyFields.batch, fields.calledAt],
	["agent", indexKeyFields.agent, fields.calledAt],
	["phone", indexKeyFields.phone, indexKeyFields.phoneAt],
] as const)("fills the keys of the %s index as ElectroDB does", (name, pk, sk) => {
	const stored = item(createRecordEntity(client, "table").put(toAttributes(record)));
	expect([stored[pk], String(stored[sk])]).toEqual(filled(templates[name]));
	expect(typeof stored[fields.calledAt]).toBe("number");
});

test("finds a record and its pointer under the keys that ElectroDB writes", () => {
	expect(recordKey("acme", "c1")).toEqual({ p: { S: "acme#c1" }, s: { S: "c" } });
	expect(latestKey("acme", "b1", "cu1")).toEqual({ p: { S: "acme#b1#cu1" }, s: { S: "l" } });
	expect(() => fillTemplate("${tenantId}#${callId}", { tenantId: "acme" })).toThrow("callId");
});

test("omits a call without an agent from the agent index only", () => {
	const stored = item(createRecordEntity(client, "table").put(toAttributes({ ...record, agentId: undefined })));
	expect(stored[indexKeyFields.agent]).toBeUndefined();
	for (const { pk, sk } of [indexes["by-time"], indexes["by-number"], batchIndex]) {
		expect(stored[pk]).toBeDefined();
		expect(stored[sk]).toBeDefined();
	}
});

test("splits months at midnight in Japan", () => {
	expect(monthOf(calledAt)).toBe("2611");
	expect(monthOf(calledAt + 1000)).toBe("2612");
});

test("sorts the calls of one number by time, and numbers by their digits", () => {
	const keys = [
		phoneKeys("09012345678", 1).phoneAt,
		phoneKeys("09012345678", 999_999_999_999).phoneAt,
		phoneKeys("09012345678", 1_795_000_000_000).phoneAt,
		phoneKeys("09012345679", 1).phoneAt,
	];
	expect(keys.toSorted()).toEqual(keys);
});

test.each(["090-1234-5678", "+81 90 1234 5678", "090・1234・5678 内線12", "TEL 090-1234-5678"])(
	"gives %j the same keys as 09012345678",
	(phone) => {
		expect(phoneKeys(phone, 1)).toEqual(phoneKeys("09012345678", 1));
	},
);
