import { describe, expect, test } from "vitest";
import { deadRowsOf, decodeKeys, decodePack } from "../../../shared/pack/decode.ts";
import { encodePack } from "../../../shared/pack/encode.ts";
import { PackError } from "../../../shared/pack/layout.ts";
import type { PackRow } from "../../../shared/pack/model.ts";
import { packOf } from "../../support/open-packs.ts";
import { createRandom, makeCalls } from "../../support/records.ts";

const random = createRandom(11);
const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)] as T;

/** Rows with all kinds of values; optional values are sometimes absent. */
function oddRows(count: number): PackRow[] {
	const calls = makeCalls({
		count,
		from: Date.parse("2026-11-01T00:00:00+09:00"),
		to: Date.parse("2026-11-02T00:00:00+09:00"),
	});
	return calls
		.map((call): PackRow => {
			const { tenantId: _, customerId: __, changedAt: ___, expiresAt: ____, version, storedAt, remarks, ...row } = call;
			return {
				...row,
				calledAt: row.calledAt + pick([0, 0, 0, 1, 999]),
				name: pick([row.name, undefined, "𠮷野家　Ａ", "=", "\u0000", "ÿþ"]),
				kana: pick([row.kana, undefined, "ﾀﾛｳ"]),
				memo: pick([row.memo, undefined, "一行目\r\n二行目\tÿ", "📞", "abc", "ABC"]),
				phone: pick([row.phone, "番号不備", "+12025550100"]),
				callerId: pick([row.callerId, undefined, "0398765432"]),
				customerListId: pick([row.customerListId, undefined]),
				callingGroupId: pick([row.callingGroupId, undefined]),
				createdAt: row.calledAt + pick([-86_400_001, 0, 1, 60_000]),
				recordingSeconds: pick([undefined, 0, 184, 1_000_000]),
				updatedAt: pick([undefined, row.calledAt + 12_345_678, row.calledAt - 5]),
				updatedBy: pick([undefined, "sv01", "admin"]),
				nextAction: pick([
					{ type: "continue" },
					{ type: "done" },
					{ type: "redial", redialAt: row.calledAt + 3_600_000 },
					{ type: "redial", redialAt: 253_370_764_799_999 },
				] as PackRow["nextAction"][]),
			};
		})
		.sort((a, b) => a.calledAt - b.calledAt || (a.callId < b.callId ? -1 : 1));
}

describe("a pack", () => {
	test.each([0, 1, 2, 1023, 1024, 1025, 5000])("of %i rows decodes to the same rows", async (count) => {
		const rows = oddRows(count);
		const { pack, bytes } = await packOf(rows);
		expect(await decodePack(pack, bytes)).toEqual(rows);
		const { times, callIds } = await decodeKeys(pack, bytes);
		expect([...times]).toEqual(rows.map(({ calledAt }) => calledAt));
		expect(callIds).toEqual(rows.map(({ callId }) => callId));
	});

	test("keeps more distinct values of an id than one byte can number", async () => {
		const rows = oddRows(1000).map((row, index) => ({ ...row, agentId: `ag${index % 700}` }));
		const { pack, bytes } = await packOf(rows);
		expect(await decodePack(pack, bytes)).toEqual(rows);
	});

	test("names its batches and the rows that it replaces", async () => {
		const rows = oddRows(100);
		const dead = { "p-1": [0, 7, 39_999] };
		const { batchIds } = await encodePack(rows);
		expect(batchIds.sort()).toEqual(["b01", "b02"]);
		const { pack, bytes } = await packOf(rows, {}, dead);
		expect(await deadRowsOf(pack, bytes)).toEqual(dead);
	});

	test("that is damaged anywhere either decodes to the same rows or throws", async () => {
		const rows = oddRows(300);
		const { pack, bytes } = await packOf(rows);
		for (let place = 0; place < bytes.length; place += 97) {
			const damaged = Buffer.from(bytes);
			damaged[place] = (damaged[place] as number) ^ 0x55;
			// Some bytes do not affect the content.
			const read = await decodePack(pack, damaged).catch((cause: unknown) => cause);
			if (!(read instanceof PackError)) expect(read).toEqual(rows);
		}
		await expect(decodePack(pack, bytes.subarray(0, bytes.length - 1))).rejects.toThrow(PackError);
		await expect(decodePack({ ...pack, layout: 0 }, bytes)).rejects.toThrow(PackError);
		await expect(decodePack({ ...pack, rows: 299 }, bytes)).rejects.toThrow(PackError);
	});
});
