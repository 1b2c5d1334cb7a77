import { expect, it } from "vitest";
import { type CloudEvent, demoEvents } from "../../local/demo/events.ts";
import { callItems } from "../../local/demo/items.ts";
import { demoTenants } from "../../local/demo/tenants.ts";
import { personalObstacle } from "../../shared/call-history/editable-model.ts";
import { batchExpiresAt } from "../../shared/directory/model.ts";
import { dayMs, formatJst, jstDate } from "../../shared/time/model.ts";
import { someOf } from "../support/thorough.ts";

// The demonstration data depends on when it is made. These are times at which its calendar could go wrong: everything
// that the README, the manual's procedures and the screenshots rely on must exist at each of them.
const moments = [
	...["2026-11-28T22:53", "2026-11-29T15:00", "2026-11-30T23:55", "2026-12-01T00:05", "2026-12-13T00:05"],
	...["2026-12-28T10:00", "2026-12-31T23:55", "2027-01-01T00:05", "2027-01-01T15:00", "2027-01-03T09:30"],
	...["2027-01-31T23:55", "2027-02-28T09:41", "2027-03-01T09:20", "2027-03-15T08:59", "2027-03-16T00:30"],
	...["2027-05-01T00:05", "2027-05-31T01:00", "2027-07-31T20:31", "2027-08-01T05:00", "2027-10-31T23:55"],
	...["2028-01-01T12:00", "2028-01-31T00:05", "2028-02-28T23:55", "2028-02-29T00:05", "2028-02-29T12:00"],
	...["2028-02-29T23:55", "2028-03-01T00:05", "2028-12-31T15:00", "2032-02-29T15:00", "2036-11-15T23:55"],
];

/** The members of a call's event that this test reads; the intake checks its schema. */
interface Call {
	callId: string;
	calledAt: string;
	createdAt: string;
	campaignId: string;
	batchId: string;
	customerId: string;
	agentId?: string;
	nextAction: { type: string; redialAt?: string };
}

const isCall = ({ type }: CloudEvent) => type === "rireki.call.completed.v1";
const dayOf = (time: string) => time.slice(0, 10);
const isSunday = (date: string) => new Date(date).getUTCDay() === 0;

function look(events: readonly CloudEvent[], tenantId: string, now: number) {
	const calls = events.flatMap((event) => (isCall(event) && event.tenantid === tenantId ? [event.data as Call] : []));
	const tenant = demoTenants(new Date(now)).find((one) => one.tenantId === tenantId);
	if (!tenant) throw new Error(tenantId);
	const latest = new Map(calls.map((call) => [`${call.batchId} ${call.customerId}`, call.callId]));
	const byDay = Map.groupBy(calls, ({ calledAt }) => dayOf(calledAt));
	const since = (days: number) => {
		const day = jstDate(now - days * dayMs);
		return calls.filter(({ calledAt }) => dayOf(calledAt) > day).length;
	};
	const today = byDay.get(jstDate(now)) ?? [];
	const mayCorrect = (accountId: string) => {
		const account = [...tenant.staff, ...tenant.agents].find((one) => one.accountId === accountId);
		return today.filter(
			(call) =>
				account &&
				latest.get(`${call.batchId} ${call.customerId}`) === call.callId &&
				!personalObstacle(account, { ...call, calledAt: Date.parse(call.calledAt) }, now),
		).length;
	};
	const running = tenant.batches.filter(({ startsOn, endsOn }) => startsOn <= jstDate(now) && jstDate(now) <= endsOn);
	return { calls, batches: tenant.batches, byDay, since, today, mayCorrect, running };
}

it.each(someOf(moments, 5))("the demonstration of %s has what the documentation relies on", async (text) => {
	const now = Date.parse(`${text}:00+09:00`);
	const events = [...demoEvents(new Date(now))];
	const [date, hour, minute] = [dayOf(text), Number(text.slice(11, 13)), Number(text.slice(14))];
	const yesterday = jstDate(now - dayMs);

	// All times have the same format, so they can be compared as strings, which is faster.
	const notYet = formatJst(now);
	expect(events.filter(({ time }) => time > notYet)).toEqual([]);

	const acme = look(events, "acme", now);
	const blue = look(events, "blue", now);
	expect(look(events, "green", now).calls).toEqual([]);
	for (const { calls, batches, byDay, today, mayCorrect } of [acme, blue]) {
		const known = new Map(batches.map((batch) => [batch.batchId, batch]));
		for (const { callId, batchId, calledAt, createdAt } of calls) {
			const batch = known.get(batchId);
			const inBatch = batch && batch.startsOn <= dayOf(calledAt) && dayOf(calledAt) <= batch.endsOn;
			if (!inBatch || batchExpiresAt(batch) <= now || createdAt > notYet) expect.fail(`${callId} is out of place`);
		}
		for (let day = jstDate(now - 69 * dayMs); day < date; day = jstDate(Date.parse(day) + dayMs)) {
			expect((byDay.get(day) ?? []).length > 15, day).toBe(!isSunday(day));
		}
		expect(mayCorrect("sv01")).toBeGreaterThanOrEqual(5);
		const hours = today.map(({ calledAt }) => Number(calledAt.slice(11, 13)));
		const isOpen = hour > 9 || (hour === 9 && minute > 40);
		expect(Math.min(...hours)).toBeGreaterThanOrEqual(isOpen ? 9 : hour - 2);
		expect(Math.max(...hours)).toBeLessThanOrEqual(20);
	}

	expect(acme.calls.length).toBeGreaterThan(25_000);
	expect(acme.calls.length).toBeLessThan(27_000);
	expect(blue.calls.length).toBeGreaterThan(3_700);
	expect(blue.calls.length).toBeLessThan(4_300);
	expect(acme.today.length).toBeGreaterThan(hour === 0 && minute < 30 ? 10 : 150);
	if (hour > 0 || minute >= 30) expect(acme.mayCorrect("ag01")).toBeGreaterThan(1);
	expect(acme.byDay.get(yesterday)?.length ?? 0).toBeGreaterThan(isSunday(yesterday) ? -1 : 150);
	// More than a page of the console, and no more than a search may find.
	expect(acme.since(7)).toBeGreaterThan(1000);
	expect(acme.since(7)).toBeLessThan(10_000);
	expect(new Set(acme.running.map(({ campaignId }) => campaignId)).size).toBeGreaterThanOrEqual(4);
	expect(new Set(blue.running.map(({ campaignId }) => campaignId)).size).toBe(2);
	const promises = acme.calls.filter(({ nextAction }) => (nextAction.redialAt ?? "") > notYet);
	expect(promises.length).toBeGreaterThan(20);

	// The intake accepts all calls; the middle of the history would add only more of the same.
	const edges = [jstDate(now - 68 * dayMs), jstDate(now - 2 * dayMs)] as const;
	const ids = new Set(
		[...acme.calls, ...blue.calls].flatMap(({ callId, calledAt }) =>
			dayOf(calledAt) < edges[0] || dayOf(calledAt) > edges[1] ? [callId] : [],
		),
	);
	const some = events.filter(({ data }) => !("callId" in data) || ids.has(String(data.callId)));
	const items = [...(await callItems(some, new Date(now)))];
	expect(items.filter((item) => item.s?.S === "c").length).toBe(some.filter(isCall).length);
});
