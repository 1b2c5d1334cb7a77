import type { Item } from "../shared/platform/dynamodb.ts";
import { dayMs, jstDate } from "../shared/time/model.ts";
import { createLoadedWorld, recordItem } from "../test/support/bulk-load.ts";
import { createWorldOn, type World } from "../test/support/world.ts";
import { type Call, callsOfDay } from "./calls.ts";
import { directoryOf } from "./directory.ts";
import { onEnd } from "./ending.ts";

export interface StoredCall {
	call: Call;
	item: Item;
}

/** A tenant of the loaded table, its calls, and a world with the tenant's clock and packs. */
export interface LoadedTenant {
	world: World;
	tenantId: string;
	calls: Call[];
	/** The period of all calls. */
	period: { from: string; to: string };
}

/** One day of a large tenant, and the same calls in the table. */
export interface LoadedDay {
	world: World;
	/** The engine's address. */
	endpoint: string;
	calls: StoredCall[];
	period: { from: string; to: string };
}

export interface LoadedTable {
	day: LoadedDay;
	/** The same day. */
	large: LoadedTenant;
	/** 200 calls a day, over a whole retention. */
	small: LoadedTenant;
	/** A tenant of 30,000 calls a day in the middle of an afternoon. */
	busy: LoadedTenant;
}

const dayOfLarge = "2026-11-19";
const today = "2026-11-20";
/** A batch runs for a month, and its calls are kept for 90 days after its end. */
const retentionDays = 120;
const jst = (date: string, time: string) => Date.parse(`${date}T${time}+09:00`);

/** Three tenants in one engine. */
export async function loadTable(count: number): Promise<LoadedTable> {
	const large = callsOfDay("acme", dayOfLarge, count);
	const small = daysBefore(today, retentionDays).flatMap((date) => callsOfDay("small", date, 200));
	const until = jst(today, "16:30:00");
	const busy = callsOfDay("busy", today, 30_000).filter(({ calledAt }) => calledAt < until);
	const { world, endpoint, stop } = await createLoadedWorld([...large, ...small, ...busy]);
	onEnd(stop);
	for (const tenant of ["acme", "small", "busy"]) await world.takeIn(...directoryOf(tenant));
	const worldAt = (now: string) => createWorldOn({ endpoint, tableName: world.tableName, now });
	const period = { from: `${dayOfLarge}T00:00`, to: `${dayOfLarge}T24:00` };
	return {
		day: { world, endpoint, calls: large.map((call) => ({ call, item: recordItem(call) })), period },
		large: { world: worldAt(`${today}T15:00:00+09:00`), tenantId: "acme", calls: large, period },
		small: {
			world: worldAt(`${today}T15:00:00+09:00`),
			tenantId: "small",
			calls: small,
			period: { from: `${daysBefore(today, retentionDays)[0]}T00:00`, to: `${dayOfLarge}T24:00` },
		},
		busy: {
			world: worldAt(`${today}T16:30:00+09:00`),
			tenantId: "busy",
			calls: busy,
			period: { from: `${today}T00:00`, to: `${today}T24:00` },
		},
	};
}

/** The dates of a number of days up to yesterday, oldest first. */
function daysBefore(date: string, days: number): string[] {
	return Array.from({ length: days }, (_, index) => jstDate(jst(date, "12:00:00") - (days - index) * dayMs));
}
