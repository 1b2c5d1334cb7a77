import { beforeAll, beforeEach, describe, expect, inject, it } from "vitest";
import { get, post } from "../../support/async-searches.ts";
import { accountSaved, basicTenant, callCompleted, recordingStored } from "../../support/events.ts";
import { type FaultyProxy, losing, type Proxied, startProxy } from "../../support/proxy.ts";
import { partitionOf, scanTable } from "../../support/table.ts";
import { createWorld, createWorldOn, type World } from "../../support/world.ts";

const conditions = { period: { from: "2026-11-20T00:00", to: "2026-11-20T24:00" } };
const writes = /^(PutItem|UpdateItem|DeleteItem|TransactWriteItems|BatchWriteItem)$/;
let healthy: World;
let world: World;
let proxy: FaultyProxy;
let count = 0;

beforeAll(async () => {
	healthy = await createWorld();
	const email = accountSaved(
		{ accountId: "admin", role: "admin", email: "admin@example.com" },
		{ time: "2026-11-02T09:00:00+09:00" },
	);
	await healthy.takeIn(...basicTenant(), email);
});

beforeEach(async () => {
	proxy = await startProxy(inject("dynamodbEndpoint"));
	world = createWorldOn({ endpoint: proxy.url, tableName: healthy.tableName });
	world.clock.now += 1000 * ++count;
});

const isWrite = ({ operation }: Proxied) => writes.test(operation);
const mentions = (text: string) => (request: Proxied) => isWrite(request) && request.body.includes(text);
/** Lets the table perform each write, but loses the answers to the first two attempts. */
function loseAll() {
	const lost = new Map<string, number>();
	proxy.fault = (request) => {
		const times = lost.get(request.body) ?? 0;
		if (!isWrite(request) || times === 2) return undefined;
		lost.set(request.body, times + 1);
		return "lost";
	};
}
const lostWrites = () => proxy.seen.filter(isWrite).length;

describe("when the answer to a write is lost and the write is sent again", () => {
	it("a search is stored once, runs, sends one mail, and can be rerun and deleted", async () => {
		loseAll();
		const { asyncSearchId } = await post(world, { conditions });
		await world.workflow.runAll();
		expect((await world.call("list-async-searches")).body.items).toHaveLength(1);
		expect(await get(world, asyncSearchId)).toMatchObject({ state: "completed", rowCount: expect.any(Number) });
		expect(world.mails).toHaveLength(1);
		expect(lostWrites()).toBeGreaterThan(20);

		world.clock.now += 1000;
		const again = await world.call("rerun-async-search", { path: { asyncSearchId } });
		expect([again.status, again.body.state]).toEqual([202, "unprocessed"]);
		await world.workflow.runAll();
		expect((await get(world, asyncSearchId)).state).toBe("completed");
		expect(world.mails).toHaveLength(2);
		expect((await world.call("delete-async-search", { path: { asyncSearchId } })).status).toBe(204);
		expect((await world.call("list-async-searches")).body.items).toEqual([]);
	});

	it("a failure is reported as such and leaves no file", async () => {
		const { asyncSearchId } = await post(world, { conditions });
		loseAll();
		await world.workflow.runAll(async (state, run) => {
			const output = await run();
			if (state === "AssembleFile") throw Object.assign(new Error("for good"), { name: "file-too-large" });
			return output;
		});
		expect(await get(world, asyncSearchId)).toMatchObject({ state: "failed", failure: { code: "file-too-large" } });
		expect([world.mails.length, world.files.objects.size]).toEqual([1, 0]);
		await world.call("delete-async-search", { path: { asyncSearchId } });
	});

	it("a mail that SES refused is released and sent by the next attempt", async () => {
		const { asyncSearchId } = await post(world, { conditions });
		loseAll();
		const { send } = world.deps.mailer;
		let refused = 0;
		world.deps.mailer.send = async (mail) => {
			if (refused++ === 0) throw Object.assign(new Error("no"), { $metadata: { httpStatusCode: 454 } });
			await send(mail);
		};
		await world.workflow.runAll();
		expect([world.mails.length, refused]).toEqual([1, 2]);
		await world.call("delete-async-search", { path: { asyncSearchId } });
	});

	it("a mail whose claim never got an answer is claimed by the next attempt", async () => {
		const { asyncSearchId } = await post(world, { conditions });
		// Loses all attempts of one claim, but none of the release that follows.
		proxy.fault = losing(8, mentions("SET #mailClaim"));
		await world.workflow.runAll();
		expect(world.mails).toHaveLength(1);
		await world.call("delete-async-search", { path: { asyncSearchId } });
	});

	it("a correction is made once and answered as successful", async () => {
		const callId = `lost-${count}`;
		await world.takeIn(callCompleted({ callId }));
		loseAll();
		const request = { path: { callId }, headers: { "if-match": '"0"' }, body: { memo: "訂正", reason: "聞き直し" } };
		const answer = await world.call("correct-call-history", request);
		expect([answer.status, answer.body.memo, answer.headers.etag]).toEqual([200, "訂正", '"1"']);
		const kept = await partitionOf(world, `acme#${callId}`);
		expect(kept.map((item) => item.s?.S)).toEqual(["c", "x#000001"]);
		proxy.fault = () => undefined;
		expect((await world.call("correct-call-history", request)).status).toBe(412);
	});

	it("a call and its recording are taken in as usual", async () => {
		const events = [callCompleted({ callId: "in-1" }), recordingStored("in-1")];
		loseAll();
		expect(await world.takeIn(...events)).toEqual([]);
		expect(world.rejected).toEqual([]);
		const seen = await healthy.call("get-call-history", { path: { callId: "in-1" } });
		expect(seen.body).toMatchObject({ callId: "in-1", recording: expect.anything() });
	});

	it("an address is set, changed and removed", async () => {
		const set = async (email: string | null) => (await world.call("set-email", { body: { email } })).status;
		const claims = async () =>
			(await scanTable(healthy)).filter((item) => item.s?.S === "u").map((item) => item.p?.S?.split("##")[1]);
		loseAll();
		expect([await set("a@example.com"), await claims()]).toEqual([200, ["a@example.com"]]);
		expect([await set("b@example.com"), await claims()]).toEqual([200, ["b@example.com"]]);
		expect([await set(null), await claims()]).toEqual([200, []]);
	});

	it("a record that the table deleted too early is put back, and reported as such", async () => {
		const { deps } = world;
		const item = (await partitionOf(healthy, "acme#in-1")).find(({ s }) => s?.S === "c");
		if (!item) throw new Error("no record");
		const gone = { ...item, p: { S: "acme#back" } };
		loseAll();
		expect(await deps.expiries.putBack(gone, 4_000_000_000, world.clock.now)).toBe(true);
		expect(await deps.expiries.putBack({ ...gone, n: { S: "別" } }, 4_000_000_000, world.clock.now)).toBe(false);
	});

	it("the packer holds and releases a tenant", async () => {
		const { packs } = world.deps;
		const { now } = world.clock;
		loseAll();
		expect(await packs.hold("acme", "run-1", now, now + 900_000)).toBe(true);
		expect(await packs.hold("acme", "run-2", now, now + 900_000)).toBe(false);
		await packs.release("acme", "run-1", undefined);
		expect(await packs.hold("acme", "run-2", now, now + 900_000)).toBe(true);
		await packs.release("acme", "run-2", now + 1000);
		expect(await packs.hold("acme", "run-3", now, now + 900_000)).toBe(true);
	});
});

it("another request's write is not mistaken for one's own", async () => {
	const { asyncSearches } = world.deps;
	const { asyncSearchId } = await post(healthy, { conditions });
	await healthy.workflow.runAll();
	const found = await world.deps.asyncSearchReader.find({ tenantId: "acme", accountId: "admin", asyncSearchId });
	if (!found) throw new Error("no search");
	const { conditions: asked, sort, encoding, format, columns, createdAt, snapshotAt, expiresAt } = found;
	const kept = { conditions: asked, sort, encoding, format, columns, createdAt, snapshotAt, expiresAt };
	const run = { tenantId: "acme", accountId: "admin", asyncSearchId, run: 2 };
	const ofRequest = (requestId: string) =>
		({ ...run, ...kept, requestId, state: "unprocessed", rowsDone: 0, partitionsDone: 0 }) as const;
	loseAll();
	expect(await asyncSearches.rerun(ofRequest("one"))).toBe(true);
	expect(await asyncSearches.rerun(ofRequest("two"))).toBe(false);
	expect(await asyncSearches.create(ofRequest("three"), world.clock.now)).toBe(false);
	expect(await asyncSearches.claimMail(run, "one", world.clock.now)).toBe(true);
	expect(await asyncSearches.claimMail(run, "two", world.clock.now)).toBe(false);
	expect(await asyncSearches.markFailed(run, "busy", 1)).toBe(true);
	expect(await asyncSearches.markFailed(run, "busy", 2)).toBe(false);
});
