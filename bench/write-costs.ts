import { indexes } from "../shared/call-history/schema.ts";
import { metered } from "../shared/platform/meter.ts";
import { callCompleted } from "../test/support/events.ts";
import type { Figure, Section } from "./figures.ts";
import type { LoadedDay } from "./world.ts";

const indexCount = Object.keys(indexes).length;
const exact = true;

/** An ordinary call comes in, and its record is corrected. */
export async function measureWrites({ world }: LoadedDay): Promise<Section[]> {
	const callId = "bench-1";
	const intake = await metered(async (cost) => {
		await world.takeIn(callCompleted({ callId }));
		return cost;
	});
	const { status, cost: correction } = await world.call("correct-call-history", {
		path: { callId },
		headers: { "if-match": '"0"' },
		body: { resultId: "c01-contract", memo: "成約に訂正。", reason: "入力誤り" },
	});
	if (status !== 200) throw new Error(`the correction answered ${status}`);
	const figures: Figure[] = [
		{
			what: "intake: written",
			unit: "WCU",
			value: intake.writeUnits,
			floor: 2 + indexCount,
			bound: { value: 7 },
			exact,
		},
		{ what: "intake: read", unit: "RCU", value: intake.readUnits },
		{ what: "intake: calls", unit: "calls", value: intake.calls },
		{ what: "intake: one after another", unit: "calls", value: intake.roundTrips },
		{
			what: "correction: written",
			unit: "WCU",
			value: correction.wcu,
			// The record's entries, and that of the correction in the trail.
			floor: 6 + indexCount + 1,
			bound: { value: 12 },
			exact,
		},
		{ what: "correction: read", unit: "RCU", value: correction.rcu },
		{ what: "correction: calls", unit: "calls", value: correction.calls },
		{ what: "correction: one after another", unit: "calls", value: correction.trips },
	];
	const note =
		"One call that an agent took, alone in its batch of messages. Floor: a unit for each item and index entry written; " +
		"in the transaction of a correction, two for each of its three items.";
	return [{ title: "Writing", note, figures }];
}
