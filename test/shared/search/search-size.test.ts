import { expect, test } from "vitest";
import { basicTenant, callCompleted } from "../../support/events.ts";
import { createWorld } from "../../support/world.ts";

test("a page that would be too large to answer ends early, and loses no row", async () => {
	const world = await createWorld();
	// 600 memos of 5,000 characters are 9 MB; a Lambda answers 6.
	const ids = Array.from({ length: 600 }, (_, index) => `long-${String(index).padStart(3, "0")}`);
	const calls = ids.map((callId) => callCompleted({ callId, memo: "長".repeat(5000) }));
	await world.takeIn(...basicTenant(), ...calls);
	const seen: string[] = [];
	const sizes: number[] = [];
	let cursor: string | undefined;
	do {
		const body = { period: { from: "2026-11-20T00:00", to: "2026-11-20T24:00" }, page: { size: 1000, cursor } };
		const answer = await world.call("search-call-histories", { body });
		expect(answer.status).toBe(200);
		expect(answer.body.total).toBe(600);
		sizes.push(Buffer.byteLength(JSON.stringify(answer.body)));
		seen.push(...answer.body.rows.map((row: { callId: string }) => row.callId));
		cursor = answer.body.nextCursor ?? undefined;
	} while (cursor);
	expect(seen).toEqual(ids.toReversed());
	expect(sizes.length).toBe(2);
	expect(Math.max(...sizes)).toBeLessThan(6_000_000);
});
