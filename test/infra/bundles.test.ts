import { afterAll, beforeAll, expect, test } from "vitest";
import { type Bundle, functionNames } from "../../esbuild.config.mjs";
import { tokenHashOf } from "../../shared/mail-address/token-hash.ts";
import { createBundleWorld, expectSmall, isOfAsyncSearch } from "../support/bundle-world.ts";
import { countOnEmbeddedDynamodb } from "../support/dynamodb-endpoint.ts";
import { accountSaved, basicTenant, batchSaved, callCompleted, recordingStored } from "../support/events.ts";
import { keepSavedSearch } from "../support/saved-searches.ts";
import { toEvent } from "../support/world.ts";

countOnEmbeddedDynamodb();

const yesterday = { period: { relative: "yesterday" } };
const token = "t".repeat(43);
const names = functionNames().filter((name) => !isOfAsyncSearch(name));
let bundles: Awaited<ReturnType<typeof createBundleWorld>>;
let built: Map<string, Bundle>;

beforeAll(async () => {
	bundles = await createBundleWorld();
	built = await bundles.build(names);
	const later = { time: "2026-11-02T09:00:00+09:00" };
	// Bundles run on the machine's clock, so what they act on must not expire.
	const dates = { startsOn: "2026-11-01", endsOn: "2099-12-31" };
	const { takeIn } = bundles.world;
	await takeIn(...basicTenant());
	await takeIn(accountSaved({ accountId: "ag01", email: "ag01@example.com" }, later));
	await takeIn(batchSaved({ batchId: "b01", ...dates }, later));
	await takeIn(batchSaved({ batchId: "b02", campaignId: "c02", ...dates }, later));
	await takeIn(callCompleted({ callId: "x-1" }), recordingStored("x-1"));
	await bundles.world.deps.packNotes.written("acme", 0);
	const unconfirmed = { email: "admin@example.com", tokenHash: tokenHashOf(token), expiresAt: 4_102_444_800 };
	await bundles.world.deps.mailAddresses.change({
		tenantId: "acme",
		accountId: "admin",
		own: undefined,
		former: undefined,
		setting: undefined,
		unconfirmed,
		now: 0,
	});
	await keepSavedSearch(bundles.world, "kept");
	await keepSavedSearch(bundles.world, "left");
});
afterAll(() => bundles.stop());

const statuses: Record<string, number> = {
	"api/send-test-email": 202,
	"api/create-saved-search": 201,
	"api/delete-saved-search": 204,
};
const requests: Record<string, object> = {
	"api/get-me": toEvent({}),
	"api/get-email": toEvent({}),
	"api/set-email": toEvent({ account: "ag02", body: { email: "ag02@example.com" } }),
	"api/confirm-email": toEvent({ body: { token } }),
	"api/send-test-email": toEvent({ account: "ag01" }),
	"api/list-saved-searches": toEvent({}),
	"api/create-saved-search": toEvent({ body: { name: "new", conditions: yesterday } }),
	"api/replace-saved-search": toEvent({
		path: { savedSearchId: "kept" },
		body: { name: "other", isStart: true, conditions: yesterday },
	}),
	"api/delete-saved-search": toEvent({ path: { savedSearchId: "left" } }),
	"api/get-search-options": toEvent({}),
	"api/search-call-histories": toEvent({ body: { period: { from: "2026-11-01T00:00", to: "2026-11-30T24:00" } } }),
	"api/get-call-history": toEvent({ path: { callId: "x-1" } }),
	"api/correct-call-history": toEvent({
		path: { callId: "x-1" },
		headers: { "if-match": '"0"' },
		body: { memo: "訂正", talkedWith: null },
	}),
	"api/correct-call-histories": toEvent({ body: { items: [{ callId: "x-1", version: 1, altPhone: "0312345678" }] } }),
	"api/list-corrections": toEvent({ path: { callId: "x-1" } }),
	"api/open-recording": toEvent({ path: { callId: "x-1" } }),
	"api/list-record-accesses": toEvent({ path: { callId: "x-1" } }),
	"api/list-access-trail": toEvent({ query: { date: "2026-11-20" } }),
	"events/issue-token": {
		request: { userAttributes: { "custom:tenant": "acme", "custom:account": "sv01", "custom:role": "supervisor" } },
	},
	"events/changes": {
		Records: [
			{
				eventName: "MODIFY",
				dynamodb: {
					OldImage: {
						p: { S: "acme" },
						s: { S: "b#b01" },
						k: { S: "b" },
						T: { S: "acme" },
						i: { S: "b01" },
						u: { S: "2099-12-30" },
					},
					NewImage: {
						p: { S: "acme" },
						s: { S: "b#b01" },
						k: { S: "b" },
						T: { S: "acme" },
						i: { S: "b01" },
						u: { S: "2099-12-31" },
					},
				},
			},
		],
	},
	"events/retention": {
		Records: [
			{
				messageId: "m-1",
				body: JSON.stringify({ kind: "move-batch", tenantId: "acme", batchId: "b01", endsOn: "2099-12-31", pass: 1 }),
				attributes: { ApproximateReceiveCount: "1", SentTimestamp: String(Date.now()) },
			},
			{
				messageId: "m-2",
				body: JSON.stringify({
					kind: "forget-record",
					byAge: true,
					item: {
						p: { S: "acme#gone" },
						T: { S: "acme" },
						b: { S: "b00" },
						u: { S: "cu-1" },
						t: { N: "1" },
						o: { S: "acme/gone.wav" },
					},
				}),
				attributes: { ApproximateReceiveCount: "1", SentTimestamp: String(Date.now()) },
			},
			{
				messageId: "m-3",
				body: JSON.stringify({ kind: "sweep-recordings" }),
				attributes: { ApproximateReceiveCount: "1", SentTimestamp: String(Date.now()) },
			},
		],
	},
	"events/pack": {},
	"events/intake": {
		Records: [
			{
				messageId: "m-1",
				receiptHandle: "r-1",
				body: JSON.stringify(callCompleted({ callId: "x-2", batchId: "b02", campaignId: "c02" })),
				attributes: { ApproximateReceiveCount: "1", SentTimestamp: String(Date.now()) },
			},
			{
				messageId: "m-2",
				receiptHandle: "r-2",
				body: JSON.stringify(recordingStored("x-1", { objectKey: "acme/second.wav" })),
				attributes: { ApproximateReceiveCount: "1", SentTimestamp: String(Date.now()) },
			},
		],
	},
};

test.each(names)("%s: the bundle is small enough and works", async (name) => {
	expectSmall(name, built.get(name) as Bundle);
	const answer = await bundles.invoke(name, requests[name] as object);
	if (name === "events/changes") expect(answer).toBe(null);
	else if (name === "events/pack") expect(answer).toEqual(["acme"]);
	else if (name === "events/intake" || name === "events/retention") expect(answer).toEqual({ batchItemFailures: [] });
	else if (name === "events/issue-token") expect(JSON.stringify(answer)).toContain('"tenant":"acme"');
	else {
		expect(answer, answer.body).toMatchObject({ statusCode: statuses[name] ?? 200 });
		// The names of commands tell reads from writes, so no minifier may change them.
		expect(answer.headers["server-timing"]).toMatch(/rcu=(0\.5|[1-9])/);
	}
});

test("the stream's reader sends a batch's new end to retention, which sets it and queues a second pass", () => {
	const bodies = bundles
		.sent()
		.flatMap(({ Entries }) => Entries.map((entry: { MessageBody: string }) => JSON.parse(entry.MessageBody)));
	const task = { kind: "move-batch", tenantId: "acme", batchId: "b01", endsOn: "2099-12-31" };
	expect(bodies).toEqual([
		{ ...task, pass: 1 },
		{ ...task, pass: 2 },
	]);
});

test("functions run from source read what the bundles wrote", async () => {
	const { body } = await bundles.world.call("get-call-history", { path: { callId: "x-1" } });
	expect(body.recordings).toHaveLength(2);
	expect(body).toMatchObject({ memo: "訂正", talkedWith: null, version: 1, updatedBy: "admin" });
	const corrections = await bundles.world.call("list-corrections", { path: { callId: "x-1" } });
	expect(corrections.body.items).toHaveLength(1);
	const saved = (await bundles.world.call("list-saved-searches")).body.items;
	expect(saved.map(({ name, isStart }: { name: string; isStart: boolean }) => [name, isStart])).toEqual([
		["other", true],
		["new", false],
	]);
	expect((await bundles.world.call("get-email")).body).toMatchObject({ mailsGoTo: "admin@example.com" });
	expect(bundles.ses.requests.map((form) => form.get("Destination.ToAddresses.member.1")).sort()).toEqual([
		"ag01@example.com",
		"ag02@example.com",
	]);
	expect((await bundles.world.call("get-call-history", { path: { callId: "x-2" } })).body).toMatchObject({
		callId: "x-2",
	});
});
