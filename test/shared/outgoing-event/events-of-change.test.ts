import { beforeEach, describe, expect, it } from "vitest";
import { outgoingEventSchemas } from "../../../shared/outgoing-event/model.ts";
import { exportRows, post } from "../../support/async-searches.ts";
import { changesOf, passChanges } from "../../support/changes.ts";
import { basicTenant, batchSaved, callCompleted, recordingStored } from "../../support/events.ts";
import { createWorld, type World } from "../../support/world.ts";

const path = { callId: "e-1" };
const conditions = { period: { from: "2026-11-20T00:00", to: "2026-11-20T24:00" } };
let world: World;

beforeEach(async () => {
	world = await createWorld();
	await world.takeIn(
		...basicTenant(),
		callCompleted({ callId: "e-1", nextAction: { type: "done" }, altPhone: undefined }),
	);
	world.clock.now += 1000;
});

/** Runs `work` and passes its changes to the stream's reader. @returns the published events */
async function publishedBy(work: () => Promise<unknown>) {
	await passChanges(world, await changesOf(world, work));
	return world.published.splice(0);
}

async function correct(version: number, body: object) {
	const answer = await world.call("correct-call-history", { path, headers: { "if-match": `"${version}"` }, body });
	expect(answer.status, JSON.stringify(answer.body)).toBe(200);
}

describe("a correction", () => {
	it("is published with the values before and after, who and why", async () => {
		const redialAt = "2026-11-25T10:00:00+09:00";
		const events = await publishedBy(() =>
			correct(0, {
				nextAction: { type: "redial", redialAt },
				resultId: "c01-absent",
				memo: null,
				reason: "お客様のご希望",
			}),
		);
		expect(events).toEqual([
			{
				specversion: "1.0",
				id: "acme/e-1/1",
				source: "urn:rireki",
				type: "rireki.call-history.corrected.v1",
				subject: "e-1",
				time: "2026-11-20T15:00:01+09:00",
				tenantid: "acme",
				datacontenttype: "application/json",
				data: {
					callId: "e-1",
					requestId: "01234567890123456789",
					calledAt: "2026-11-20T10:00:12+09:00",
					campaignId: "c01",
					batchId: "b01",
					customerListId: "l01",
					customerId: "cu-e-1",
					agentId: "ag01",
					version: 1,
					correctedAt: "2026-11-20T15:00:01+09:00",
					correctedBy: "admin",
					reason: "お客様のご希望",
					fields: ["resultId", "nextAction", "memo"],
					before: {
						altPhone: null,
						talkedWith: "self",
						resultId: "c01-refused",
						nextAction: { type: "done" },
						memo: "料金表を送付。〜来週に再度連絡。",
					},
					after: {
						altPhone: null,
						talkedWith: "self",
						resultId: "c01-absent",
						nextAction: { type: "redial", redialAt },
						memo: null,
					},
				},
			},
		]);
	});

	it("without a reason is published without one, even if the previous correction had one", async () => {
		await correct(0, { memo: "一", reason: "理由" });
		const [event] = await publishedBy(() => correct(1, { memo: "二" }));
		expect(event?.data).toMatchObject({ version: 2, reason: null, before: { memo: "一" }, after: { memo: "二" } });
	});

	it("that changes nothing is not published, nor is a recording, a batch's new end or a new call", async () => {
		const events = await publishedBy(async () => {
			await correct(0, { memo: "料金表を送付。〜来週に再度連絡。" });
			await world.takeIn(recordingStored("e-1"), callCompleted({ callId: "e-2" }));
			await world.takeIn(batchSaved({ batchId: "b01", endsOn: "2026-12-31" }, { time: "2026-11-19T00:00:00+09:00" }));
			await world.deps.expiries.setAll("acme", ["e-1"], 1_900_000_000);
		});
		expect(events).toEqual([]);
	});
});

describe("the end of an asynchronous search", () => {
	it("is published with its outcome", async () => {
		let search: Record<string, unknown> = {};
		const events = await publishedBy(async () => {
			({ search } = await exportRows(world, { conditions, note: "月報" }));
		});
		// `changesOf` compares two states of the table, so creation and end become one change, which is not published.
		expect(events).toEqual([]);
		const rerun = await publishedBy(async () => {
			await world.call("rerun-async-search", { path: { asyncSearchId: String(search.asyncSearchId) } });
			await world.workflow.runAll();
		});
		expect(rerun).toMatchObject([
			{
				id: `acme/${search.asyncSearchId}/2`,
				type: "rireki.async-search.finished.v1",
				tenantid: "acme",
				data: {
					asyncSearchId: search.asyncSearchId,
					accountId: "admin",
					run: 2,
					state: "completed",
					note: "月報",
					rowCount: 1,
					sha256: search.sha256,
					failureCode: null,
				},
			},
		]);
	});

	it("is published once, by the step that ends the search, and a failure with its code", async () => {
		const { asyncSearchId } = await post(world, { conditions });
		const search = { tenantId: "acme", accountId: "admin", asyncSearchId, run: 1 };
		const events = await publishedBy(() => world.deps.asyncSearches.markFailed(search, "timed-out", world.clock.now));
		expect(events).toMatchObject([
			{ id: `acme/${asyncSearchId}/1`, data: { state: "failed", failureCode: "timed-out", rowCount: null } },
		]);
		expect(await publishedBy(() => world.deps.asyncSearches.claimMail(search, "claim", world.clock.now))).toEqual([]);
	});
});

it("every event matches its schema", async () => {
	await publishedBy(async () => {});
	const corrected = await publishedBy(() => correct(0, { memo: "二", reason: "x" }));
	const { search } = await exportRows(world, { conditions });
	const finished = await publishedBy(async () => {
		await world.call("rerun-async-search", { path: { asyncSearchId: search.asyncSearchId } });
		await world.workflow.runAll();
	});
	expect(corrected.map((event) => outgoingEventSchemas[0].parse(event))).toEqual(corrected);
	expect(finished.map((event) => outgoingEventSchemas[1].parse(event))).toEqual(finished);
	expect([corrected.length, finished.length]).toEqual([1, 1]);
});

it("a refusal by the bus fails the handler, so that the stream delivers the changes again", async () => {
	world.deps.eventBus = { publish: () => Promise.reject(new Error("throttled")) };
	const changes = await changesOf(world, () => correct(0, { memo: "二" }));
	await expect(passChanges(world, changes)).rejects.toThrow("throttled");
});
