import { setTimeout as pause } from "node:timers/promises";
import { beforeAll, expect, test } from "vitest";
import { fields } from "../../../shared/call-history/schema.ts";
import { basicTenant, callCompleted } from "../../support/events.ts";
import { createRandom } from "../../support/records.ts";
import { partitionOf } from "../../support/table.ts";
import { createWorld, type World } from "../../support/world.ts";

let world: World;
let tick = 0;

beforeAll(async () => {
	world = await createWorld();
	// A clock that advances at each reading, so that later events have later times.
	const start = world.clock.now;
	world.deps.now = () => start + ++tick;
	await world.takeIn(...basicTenant());
});

const patch = (callId: string, ifMatch: string, memo: string) =>
	world.call("correct-call-history", { path: { callId }, headers: { "if-match": ifMatch }, body: { memo } });
const get = (callId: string) => world.call("get-call-history", { path: { callId } });

test("lets one of two corrections of the same version win", async () => {
	const random = createRandom(1);
	for (let round = 0; round < 100; round++) {
		const callId = `two-${round}`;
		await world.takeIn(callCompleted({ callId }));
		const second = async () => {
			await pause(random() * 4);
			return patch(callId, '"0"', "二");
		};
		const answers = await Promise.all([patch(callId, '"0"', "一"), second()]);
		expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
		const winner = answers[0]?.status === 200 ? "一" : "二";
		const [record, ...corrections] = await partitionOf(world, `acme#${callId}`);
		expect([record?.[fields.memo]?.S, record?.[fields.version]?.N, corrections.length]).toEqual([winner, "1", 1]);
	}
});

test("keeps concurrent corrections of one record in one unbroken chain", async () => {
	const chain = "chain";
	await world.takeIn(callCompleted({ callId: chain, memo: "前" }));
	const writers = ["a", "b", "c", "d", "e"].map(async (writer) => {
		for (let written = 0; written < 4; ) {
			const { headers } = await get(chain);
			const { status } = await patch(chain, headers.etag ?? "", `${writer}${written}`);
			expect([200, 412]).toContain(status);
			if (status === 200) written++;
		}
	});
	await Promise.all(writers);
	const record = { tenantId: "acme", callId: chain };
	const { corrections } = await world.deps.callHistoryReader.listCorrections(record, { limit: 1000 });
	expect(corrections).toHaveLength(20);
	let memo: unknown = "前";
	let correctedAt = 0;
	for (const correction of corrections.toReversed()) {
		expect(correction.changes[0]?.before).toBe(memo);
		expect(correction.correctedAt).toBeGreaterThan(correctedAt);
		memo = correction.changes[0]?.after;
		correctedAt = correction.correctedAt;
	}
	expect((await get(chain)).body).toMatchObject({ memo, version: 20 });
});
