import { expect } from "vitest";
import { accountSaved, basicTenant, batchSaved, callCompleted, recordingStored } from "../../support/events.ts";
import { confirmationToken, type Driver } from "./driver.ts";

const period = { from: "2026-11-01T00:00", to: "2026-11-30T24:00" };
const callId = "x-1";

/** Calls the routes of records and of mail addresses, where they succeed and where they need further requests. */
export async function driveApi(driver: Driver): Promise<void> {
	const { world, call, invoke } = driver;
	const later = { time: "2026-11-02T09:00:00+09:00" };
	const calls = Array.from({ length: 4 }, (_, index) =>
		callCompleted({ callId: `x-${index}`, customerId: `u-${index}` }),
	);
	await world.takeIn(
		...basicTenant(),
		accountSaved({ accountId: "ag01", email: "ag01@example.com" }, later),
		batchSaved({ batchId: "b01", startsOn: "2026-11-01", endsOn: "2099-12-31" }, later),
		...calls,
		recordingStored(callId),
	);
	world.clock.now += 86_400_000;
	await invoke("events/pack");

	const admin = { account: "admin" };
	const once = (key: string) => ({ "idempotency-key": key });
	const path = { callId };
	for (const name of ["get-me", "get-email", "get-search-options"])
		expect(await call(name)).toMatchObject({ status: 200 });
	expect(await call("search-call-histories", { ...admin, body: { period, memo: "" } })).toMatchObject({ status: 200 });
	const found = await call("search-call-histories", { ...admin, body: { period } });
	expect(found).toMatchObject({ status: 200, total: calls.length });
	expect(await call("get-call-history", { ...admin, path })).toMatchObject({ status: 200 });
	const correction = { ...admin, path, headers: { "if-match": '"0"', ...once("c-1") }, body: { memo: "訂正" } };
	expect(await call("correct-call-history", correction)).toMatchObject({ status: 200 });
	const again = { ...admin, path, headers: { "if-match": "*" }, body: { memo: "再訂正" } };
	expect(await losingAnswers(driver, () => call("correct-call-history", again))).toMatchObject({ status: 200 });
	await correctMany(driver);
	const stale = { ...correction, headers: { "if-match": '"0"', ...once("c-2") } };
	expect(await call("correct-call-history", stale)).toMatchObject({ status: 412 });
	expect(await call("get-search-options", { account: "sv01" })).toMatchObject({ status: 200 });
	for (const name of ["list-corrections", "list-record-accesses", "open-recording"]) {
		expect(await call(name, { ...admin, path })).toMatchObject({ status: 200 });
	}
	expect(await call("list-access-trail", { ...admin, query: { date: "2026-11-21" } })).toMatchObject({ status: 200 });

	expect(await call("send-test-email", { headers: once("m-1") })).toMatchObject({ status: 202 });
	const set = (email: string | null) => call("set-email", { account: "ag02", body: { email } });
	expect(await set("ag02@example.com")).toMatchObject({ status: 200 });
	expect(await set(null)).toMatchObject({ status: 200 });
	expect(await set("ag02@example.com")).toMatchObject({ status: 200 });
	const confirm = { account: "ag02", body: { token: confirmationToken }, headers: once("a-1") };
	expect(await call("confirm-email", confirm)).toMatchObject({ status: 200 });
	expect(await set("ag02b@example.com")).toMatchObject({ status: 200 });
	expect(await call("confirm-email", { ...confirm, headers: {} })).toMatchObject({ status: 200 });
}

/** Loses the answer to each correction's transaction, so that it is sent again. */
async function losingAnswers<T>({ deps: { callHistories } }: Driver, work: () => Promise<T>): Promise<T> {
	const { correct } = callHistories;
	callHistories.correct = async (...args) => correct(...args).then(() => correct(...args));
	const done = await work();
	callHistories.correct = correct;
	return done;
}

/** Bulk corrections: one whose answer is lost, and one of a stale version. */
async function correctMany(driver: Driver): Promise<void> {
	const many = (version: number, memo: string, key: string) =>
		driver.call("correct-call-histories", {
			account: "admin",
			body: { items: [{ callId, version, memo }] },
			headers: { "idempotency-key": key },
		});
	expect(await losingAnswers(driver, () => many(2, "まとめて", "b-1"))).toMatchObject({ status: 200 });
	expect(await many(0, "遅れて", "b-2")).toMatchObject({ status: 200 });
}

/** An account's saved searches. */
export async function driveSavedSearches({ call }: Driver): Promise<void> {
	const body = { name: "昨日", isStart: true, conditions: { period: { relative: "yesterday" } } };
	const created = await call("create-saved-search", { body, headers: { "idempotency-key": "n-1" } });
	expect(created).toMatchObject({ status: 201 });
	const path = { savedSearchId: created.savedSearchId };
	expect(await call("replace-saved-search", { path, body: { ...body, name: "きのう" } })).toMatchObject({
		status: 200,
	});
	expect(await call("list-saved-searches")).toMatchObject({ status: 200 });
	expect(await call("delete-saved-search", { path })).toMatchObject({ status: 204 });
}
