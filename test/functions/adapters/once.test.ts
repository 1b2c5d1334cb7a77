import { readFileSync } from "node:fs";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { operations } from "../../../contract/openapi/operations.ts";
import { type ApiFunction, routes } from "../../../infra/routes.ts";
import { within } from "../../../shared/platform/time-limit.ts";
import { countOnEmbeddedDynamodb, dynamodbEndpoint } from "../../support/dynamodb-endpoint.ts";
import { accountSaved, basicTenant, callCompleted } from "../../support/events.ts";
import { long } from "../../support/limits.ts";
import { type FaultyProxy, type Proxied, startProxy } from "../../support/proxy.ts";
import { partitionOf, scanTable } from "../../support/table.ts";
import { type ApiRequest, createWorld, createWorldOn, type World } from "../../support/world.ts";

countOnEmbeddedDynamodb();

const conditions = { period: { from: "2026-11-20T00:00", to: "2026-11-20T24:00" } };
let world: World;
let count = 0;

beforeAll(async () => {
	world = await createWorld();
	const email = accountSaved(
		{ accountId: "admin", role: "admin", email: "admin@example.com" },
		{ time: "2026-11-02T09:00:00+09:00" },
	);
	await world.takeIn(...basicTenant(), email);
});
beforeEach(async () => {
	count++;
	for (const one of (await world.call("list-async-searches")).body.items) {
		await world.call("delete-async-search", { path: { asyncSearchId: one.asyncSearchId } });
	}
	world.workflow.executions.clear();
	world.mails.length = 0;
	world.clock.now += 60_000;
});

const withKey = (request: ApiRequest, key = `key-${count}`): ApiRequest => ({
	...request,
	headers: { ...request.headers, "idempotency-key": key },
});
const searches = async () => (await world.call("list-async-searches")).body.items as { asyncSearchId: string }[];

async function record(): Promise<ApiRequest> {
	const callId = `once-${count}-${(await scanTable(world)).length}`;
	await world.takeIn(callCompleted({ callId }));
	return { path: { callId }, headers: { "if-match": '"0"' }, body: { memo: "訂正", reason: "聞き直し" } };
}
const correctionsOf = async ({ path }: ApiRequest) =>
	(await partitionOf(world, `acme#${path?.callId}`)).filter(({ s }) => s?.S?.startsWith("x#")).length;

/** One request for three records; correcting some of them counts as a fraction. */
async function severalRecords(): Promise<ApiRequest> {
	const requests = [await record(), await record(), await record()];
	const items = requests.map(({ path }) => ({ ...path, version: 0, memo: "訂正" }));
	return { body: { items, reason: "聞き直し" } };
}
async function bulkCorrectionsOf({ body }: ApiRequest): Promise<number> {
	const { items } = body as { items: { callId: string }[] };
	const counts = await Promise.all(items.map(({ callId }) => correctionsOf({ path: { callId } })));
	return counts.reduce((sum, one) => sum + one) / items.length;
}

async function endedSearch(): Promise<ApiRequest> {
	const { body } = await world.call("create-async-search", { body: { conditions } });
	await world.workflow.runAll();
	return { path: { asyncSearchId: body.asyncSearchId } };
}

/** For each route that writes by POST or PATCH: a request, and how often it took effect. */
const writing: Record<string, { prepare(): Promise<ApiRequest>; done(request: ApiRequest): Promise<number> }> = {
	"correct-call-history": { prepare: record, done: correctionsOf },
	"correct-call-histories": { prepare: severalRecords, done: bulkCorrectionsOf },
	"create-async-search": {
		prepare: async () => ({ body: { conditions, note: "月次" } }),
		done: async () => (await searches()).length,
	},
	"change-async-search": {
		prepare: async () => ({
			...(await endedSearch()),
			body: { repeat: { every: "day", at: "07:00", period: "yesterday" }, paused: true },
		}),
		done: async ({ path }) => {
			const { body } = await world.call("get-async-search", path ? { path } : {});
			return body.paused ? 1 : 0;
		},
	},
	"rerun-async-search": {
		prepare: endedSearch,
		done: async () => [...world.workflow.executions.keys()].filter((name) => name.includes("-run-")).length,
	},
	"confirm-email": {
		prepare: async () => {
			await world.call("set-email", { body: { email: `once-${world.mails.length}-${count}@example.com` } });
			const token = /#([\w-]{43})/.exec(world.mails.at(-1)?.text ?? "")?.[1];
			return { body: { token } };
		},
		done: async () => ((await world.call("get-email")).body.confirmed ? 1 : 0),
	},
	"create-saved-search": {
		prepare: async () => {
			const saved = (await world.call("list-saved-searches")).body.items.length;
			return { body: { name: `once-${count}-${saved}`, conditions } };
		},
		done: async ({ body }) => {
			const { items } = (await world.call("list-saved-searches")).body;
			return items.filter(({ name }: { name: string }) => name === (body as { name: string }).name).length;
		},
	},
	"send-test-email": { prepare: async () => ({}), done: async () => world.mails.filter(({ to }) => to).length },
};
const names = Object.keys(writing) as ApiFunction[];

it("every route that writes by POST or PATCH accepts a key, and the document says so", () => {
	const routed = routes.filter(({ method }) => method === "POST" || method === "PATCH").map((route) => route.function);
	const reading: ApiFunction[] = ["search-call-histories"];
	expect(routed.filter((name) => !reading.includes(name)).sort()).toEqual(names.toSorted());
	for (const name of Object.keys(operations) as ApiFunction[]) {
		expect(operations[name].once ?? false, name).toBe(names.includes(name));
		const source = readFileSync(`functions/api/${name}.ts`, "utf8");
		expect(/\bonce\(\s*"/.test(source), name).toBe(names.includes(name));
	}
});

describe.each(names)("%s", (name) => {
	const { prepare, done } = writing[name] as (typeof writing)[string];

	it("answers the same for a day and takes effect once", async () => {
		const request = withKey(await prepare());
		const before = await done(request);
		const first = await world.call(name, request);
		expect(first.status).toBeLessThan(300);
		for (const later of [0, 3_600_000, 86_390_000 - 3_600_000]) {
			world.clock.now += later;
			const again = await world.call(name, request);
			expect([again.status, again.body, again.headers.etag, again.headers.location]).toEqual([
				first.status,
				first.body,
				first.headers.etag,
				first.headers.location,
			]);
		}
		expect(await done(request)).toBe(before + 1);
	});

	it("takes effect once when ten requests arrive at the same moment", async () => {
		const request = withKey(await prepare());
		const before = await done(request);
		const answers = await Promise.all(Array.from({ length: 10 }, () => world.call(name, request)));
		const statuses = new Set(answers.map(({ status, body }) => (status < 300 ? "done" : body.code)));
		expect([...statuses].filter((status) => status !== "done" && status !== "request-running")).toEqual([]);
		expect(statuses).toContain("done");
		for (const { status, headers } of answers) if (status === 409) expect(headers["retry-after"]).toBe("2");
		expect(await done(request)).toBe(before + 1);
	});

	it("takes effect again with another key, and with the same key of another account", async () => {
		const request = withKey(await prepare());
		await world.call(name, request);
		expect((await scanTable(world)).filter(({ s }) => s?.S?.startsWith("i#")).length).toBeGreaterThan(0);
		const other = await world.call(name, withKey(await prepare(), `other-${count}`));
		expect(other.status).toBeLessThan(300);
		const body = { conditions, note: "別の人" };
		const mine = await world.call("create-async-search", withKey({ account: "sv01", body }));
		expect(mine.status).toBe(202);
	});

	it("takes effect once even if the answers to its writes are lost until the client gives up", long, async () => {
		const proxy = await startProxy(dynamodbEndpoint());
		const lossy = createWorldOn({ endpoint: proxy.url, tableName: world.tableName });
		Object.assign(lossy.deps, { now: world.deps.now, workflow: world.deps.workflow, mailer: world.deps.mailer });
		const points = await writesOf(lossy, proxy, name, prepare);
		expect(points).toBeGreaterThan(0);
		for (let point = 0; point < points; point++) {
			const one = withKey(await prepare(), `lost-${count}-${point}`);
			const already = await done(one);
			loseFrom(proxy, point);
			// A shorter limit than the API's: it gives up sooner, in the same way.
			await within(600, () => lossy.call(name, one), { graceMs: 5000 });
			proxy.fault = () => undefined;
			world.clock.now += 31_000;
			const again = await lossy.call(name, one);
			const isKnown = again.status < 300 || again.body.code === "outcome-unknown";
			expect(isKnown, `${point}: ${JSON.stringify(again.body)}`).toBe(true);
			expect(await done(one), `write ${point}`).toBeLessThanOrEqual(already + 1);
			if (again.status < 300) expect(await done(one), `write ${point}`).toBe(already + 1);
			if (name === "create-async-search") await clear();
		}
	});
});

async function clear(): Promise<void> {
	for (const { asyncSearchId } of await searches()) {
		await world.call("delete-async-search", { path: { asyncSearchId } });
	}
}

const isWrite = ({ operation }: Proxied) => /^(Put|Update|Delete|Transact)/.test(operation);

/** How many writes a request with a key makes. */
async function writesOf(lossy: World, proxy: FaultyProxy, name: ApiFunction, prepare: () => Promise<ApiRequest>) {
	const request = withKey(await prepare(), `count-${count}`);
	proxy.seen.length = 0;
	expect((await lossy.call(name, request)).status).toBeLessThan(300);
	if (name === "create-async-search") await clear();
	return proxy.seen.filter(isWrite).length;
}

/** From the given write on, the table carries out every request, but its answers are lost. */
function loseFrom(proxy: FaultyProxy, point: number): void {
	const bodies = new Set<string>();
	proxy.fault = (request) => {
		if (!isWrite(request)) return bodies.size > point ? "lost" : undefined;
		bodies.add(request.body);
		return bodies.size > point ? "lost" : undefined;
	};
}

describe("a key", () => {
	it.each(["", '""', "x".repeat(256), "a\u0000b", "キー", "a\nb"])("%j is refused as invalid", async (key) => {
		const request = withKey(await record(), key);
		const answer = await world.call("correct-call-history", request);
		expect([answer.status, answer.body.code]).toEqual([400, "idempotency-key-invalid"]);
		expect(await correctionsOf(request)).toBe(0);
	});

	it("of one request is refused for another body, version, record or route", async () => {
		const request = withKey(await record());
		expect((await world.call("correct-call-history", request)).status).toBe(200);
		const others: ApiRequest[] = [
			{ ...request, body: { memo: "別" } },
			{ ...request, headers: { ...request.headers, "if-match": '"1"' } },
			{ ...request, path: { callId: "another" } },
		];
		for (const other of others) {
			const { status, body } = await world.call("correct-call-history", other);
			expect([status, body.code]).toEqual([422, "idempotency-key-reused"]);
		}
		const created = await world.call("create-async-search", withKey({ body: { conditions } }));
		expect([created.status, created.body.code]).toEqual([422, "idempotency-key-reused"]);
		expect(await correctionsOf(request)).toBe(1);
	});

	it("means the same in quotes, and however the body is formatted", async () => {
		const request = withKey(await record());
		await world.call("correct-call-history", request);
		const rawBody = '{ "reason": "聞き直し",\n "memo": "訂正" }';
		const quoted = { ...withKey(request, `"key-${count}"`), rawBody };
		expect((await world.call("correct-call-history", quoted)).status).toBe(200);
		expect(await correctionsOf(request)).toBe(1);
	});

	it("repeats a refusal, too", async () => {
		const request = withKey({ ...(await record()), headers: { "if-match": '"7"' } });
		expect((await world.call("correct-call-history", request)).status).toBe(412);
		const plain = { ...request, headers: { "if-match": '"0"' } };
		for (let version = 0; version < 7; version++) {
			const headers = { "if-match": `"${version}"` };
			await world.call("correct-call-history", { ...plain, headers, body: { memo: `${version}` } });
		}
		const again = await world.call("correct-call-history", request);
		expect([again.status, again.body.code]).toEqual([412, "stale"]);
	});

	it("no longer returns its answer once its account is inactive", async () => {
		const request = { ...withKey(await record()), account: "sv01" };
		expect((await world.call("correct-call-history", request)).status).toBe(200);
		await world.takeIn(
			accountSaved({ accountId: "sv01", role: "supervisor", active: false }, { time: "2026-11-20T14:30:00+09:00" }),
		);
		const again = await world.call("correct-call-history", request);
		expect([again.status, again.body.code]).toEqual([403, "account-inactive"]);
		await world.takeIn(
			accountSaved(
				{ accountId: "sv01", role: "supervisor", campaignIds: ["c01"] },
				{ time: "2026-11-20T14:31:00+09:00" },
			),
		);
	});
});

it("a repeated correction answers with the record as it was then, whatever was corrected since", async () => {
	const request = withKey(await record());
	const first = await world.call("correct-call-history", request);
	const later = {
		...request,
		headers: { "if-match": '"1"' },
		body: { memo: "後の訂正", nextAction: { type: "done" } },
	};
	expect((await world.call("correct-call-history", later)).status).toBe(200);
	// As if its outcome could not be stored.
	const { idempotency } = world.deps;
	world.deps.idempotency = { ...idempotency, find: async () => undefined };
	const again = await world.call("correct-call-history", request);
	expect([again.status, again.body, again.headers.etag]).toEqual([200, first.body, '"1"']);
	const whichever = { ...withKey(await record(), `any-${count}`), body: { memo: "どれでも" } };
	whichever.headers = { ...whichever.headers, "if-match": "*" };
	const made = await world.call("correct-call-history", whichever);
	await world.call("correct-call-history", { ...whichever, headers: { "if-match": "*" }, body: { memo: "後" } });
	expect((await world.call("correct-call-history", whichever)).body).toEqual(made.body);
	expect(await correctionsOf(whichever)).toBe(2);
	world.deps.idempotency = idempotency;
});

it("an answer too large to store is rebuilt", async () => {
	const memo = Array.from({ length: 4900 }, (_, index) => String.fromCodePoint(0x4e00 + ((index * 7919) % 20000))).join(
		"",
	);
	const request = withKey({ ...(await record()), body: { memo } });
	const first = await world.call("correct-call-history", request);
	const again = await world.call("correct-call-history", request);
	expect([again.status, again.body.memo === memo, again.body]).toEqual([200, true, first.body]);
	expect(await correctionsOf(request)).toBe(1);
	const entries = (await scanTable(world)).filter(({ s }) => s?.S?.startsWith("i#"));
	for (const entry of entries) expect(JSON.stringify(entry).length).toBeLessThan(4500);
});

it("a mail that SES did not confirm is sent again only with another key", async () => {
	const { mailer } = world.deps;
	world.deps.mailer = {
		send: async (mail) => {
			await mailer.send(mail);
			throw Object.assign(new Error("socket hang up"), { code: "ECONNRESET" });
		},
	};
	const lost = await world.call("send-test-email", withKey({}));
	expect([lost.status, lost.body.code]).toEqual([503, "mail-outcome-unknown"]);
	world.deps.mailer = mailer;
	const again = await world.call("send-test-email", withKey({}));
	expect([again.status, again.body.code, world.mails.length]).toEqual([409, "outcome-unknown", 1]);
	expect((await world.call("send-test-email", withKey({}, `new-${count}`))).status).toBe(202);
	expect(world.mails).toHaveLength(2);
});

it("a transient fault is not an outcome: the same key may try again at once", async () => {
	const { mailer, workflow } = world.deps;
	world.deps.mailer = {
		send: () => Promise.reject(Object.assign(new Error("no"), { $metadata: { httpStatusCode: 454 } })),
	};
	world.deps.workflow = {
		...workflow,
		start: () => Promise.reject(Object.assign(new Error("slow"), { name: "ThrottlingException" })),
	};
	expect((await world.call("send-test-email", withKey({}, `m-${count}`))).status).toBe(503);
	expect((await world.call("create-async-search", withKey({ body: { conditions } }))).status).toBe(503);
	Object.assign(world.deps, { mailer, workflow });
	expect((await world.call("send-test-email", withKey({}, `m-${count}`))).status).toBe(202);
	expect((await world.call("create-async-search", withKey({ body: { conditions } }))).status).toBe(202);
	expect([world.mails.length, (await searches()).length]).toEqual([1, 1]);
});

it("costs a correction one read and one write, and nothing without the header", async () => {
	const plain = await world.call("correct-call-history", await record());
	const keyed = await world.call("correct-call-history", withKey(await record()));
	expect([plain.cost.wcu, keyed.cost.wcu]).toEqual([10, 11]);
	expect(keyed.cost.rcu - plain.cost.rcu).toBeLessThanOrEqual(1);
});
