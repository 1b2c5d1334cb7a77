import type { CallHistory, Expiring } from "../shared/call-history/model.ts";
import type { Item } from "../shared/platform/dynamodb.ts";
import { createLoadedWorld, recordItem } from "../test/support/bulk-load.ts";
import { accountSaved, basicTenant, batchSaved } from "../test/support/events.ts";
import { makeCalls } from "../test/support/records.ts";
import type { World } from "../test/support/world.ts";

export interface StoredCall {
	call: Expiring<CallHistory>;
	item: Item;
}

/** One tenant's day of calls, in an engine of its own, and the same calls as they lie in the table. */
export interface LoadedDay {
	world: World;
	/** Where the engine answers. */
	endpoint: string;
	calls: StoredCall[];
	period: { from: string; to: string };
	stop: () => void;
}

const agents = 40;
const campaigns = ["c01", "c02"] as const;
/** An end that is far off: some parts run on the clock of the machine. */
const batches = Array.from({ length: 20 }, (_, index) => ({
	batchId: `b${String(index + 1).padStart(2, "0")}`,
	campaignId: campaigns[index % 2] ?? "c01",
	endsOn: "2099-12-31",
}));

export async function loadDay(count: number): Promise<LoadedDay> {
	const at = (time: string) => Date.parse(`2026-11-19T${time}+09:00`);
	const made = makeCalls({ count, from: at("09:00:00"), to: at("20:30:00"), agents, batches });
	const recording = { objectKey: "acme/2026/11/19/last.wav", contentType: "audio/wav", durationSeconds: 184 };
	const calls = made.map((call, index) => (index === count - 1 ? { ...call, recording } : call));
	const { world, endpoint, stop } = await createLoadedWorld(calls);
	const accounts = Array.from({ length: agents }, (_, index) =>
		accountSaved({ accountId: `ag${String(index + 1).padStart(2, "0")}` }),
	);
	await world.takeIn(...basicTenant(), ...accounts, ...batches.map((batch) => batchSaved(batch, { time: later })));
	return {
		world,
		endpoint,
		calls: calls.map((call) => ({ call, item: recordItem(call) })),
		period: { from: "2026-11-19T00:00", to: "2026-11-19T24:00" },
		stop,
	};
}

/** The basic tenant has batches of the same names, which end sooner. */
const later = "2026-11-02T09:00:00+09:00";
