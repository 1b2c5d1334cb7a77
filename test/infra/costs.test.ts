import { readFileSync } from "node:fs";
import { beforeAll, expect, it } from "vitest";
import { writtenCosts } from "../../infra/costs/document.ts";
import { units } from "../../infra/costs/units.ts";
import { type Cost, metered } from "../../shared/platform/meter.ts";
import { formatJst } from "../../shared/time/model.ts";
import { countOnEmbeddedDynamodb } from "../support/dynamodb-endpoint.ts";
import { basicTenant, callCompleted, recordingStored } from "../support/events.ts";
import { createWorld, type World } from "../support/world.ts";

countOnEmbeddedDynamodb();

let world: World;
let calledAt: string;
beforeAll(async () => {
	world = await createWorld();
	calledAt = formatJst(world.clock.now);
	// The first call of each ten minutes writes a note for the packer.
	await world.takeIn(...basicTenant(), callCompleted({ callId: "first", calledAt }));
});

const costOf = (work: () => Promise<unknown>): Promise<Cost> =>
	metered(async (cost) => {
		await work();
		return cost;
	});

it("docs/costs.md is what npm run costs writes", () => {
	expect(readFileSync("docs/costs.md", "utf8")).toBe(writtenCosts());
});

it("a call and its recording use the units that the table of costs assumes", async () => {
	const call = await costOf(() => world.takeIn(callCompleted({ callId: "x-1", customerId: "u-1", calledAt })));
	expect([call.writeUnits, call.readUnits]).toEqual([units.call.written, units.call.read]);
	const recording = await costOf(() => world.takeIn(recordingStored("x-1")));
	expect(recording.writeUnits).toBe(units.recording.written);
	expect(recording.readUnits).toBeLessThanOrEqual(units.recording.read);
});

it("a detail, its opened recording and a correction use at most the units of the table of costs", async () => {
	const path = { callId: "x-1" };
	const detail = await world.call("get-call-history", { path });
	expect(detail.cost.wcu).toBe(units.detail.trail);
	expect(detail.cost.rcu).toBeLessThanOrEqual(units.detail.read);
	const opened = await world.call("open-recording", { path });
	expect([opened.status, opened.cost.wcu]).toEqual([200, units.openedRecording.trail]);
	expect(opened.cost.rcu).toBeLessThanOrEqual(units.openedRecording.read);
	world.clock.now += 3_600_000;
	await world.takeIn(callCompleted({ callId: "later", calledAt: formatJst(world.clock.now) }));
	const body = { memo: "折り返し希望", reason: "聞き直し" };
	const correction = await world.call("correct-call-history", { path, headers: { "if-match": "*" }, body });
	expect(correction.status).toBe(200);
	expect(correction.cost.wcu).toBeLessThanOrEqual(units.correction.written);
	expect(correction.cost.rcu).toBeLessThanOrEqual(units.correction.read);
});
