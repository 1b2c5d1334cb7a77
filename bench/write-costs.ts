import { indexes } from "../shared/call-history/schema.ts";
import { metered } from "../shared/platform/meter.ts";
import { formatJst } from "../shared/time/model.ts";
import { callCompleted, recordingStored } from "../test/support/events.ts";
import type { Figure, Section } from "./figures.ts";
import type { LoadedDay } from "./world.ts";

/** The indexes with whole rows (one less for a call without an agent), and the index by batch. */
const indexCount = Object.keys(indexes).length + 1;
const exact = true;

/** Takes in ordinary calls, and corrects one record: at once, when a pack may hold it, and again. */
export async function measureWrites({ world }: LoadedDay): Promise<Section[]> {
	const takeIn = (callId: string, more: object = {}) => {
		const calledAt = formatJst(world.clock.now);
		return metered(async (cost) => {
			await world.takeIn(callCompleted({ callId, calledAt, ...more }));
			return cost;
		});
	};
	const correct = async (memo: string) => {
		const { status, cost } = await world.call("correct-call-history", {
			path: { callId: "bench-1" },
			headers: { "if-match": "*" },
			body: { resultId: "c01-contract", memo, reason: "入力誤り" },
		});
		if (status !== 200) throw new Error(`the correction answered ${status}`);
		return cost;
	};
	const first = await takeIn("bench-0");
	const intake = await takeIn("bench-1");
	const withoutAgent = await takeIn("bench-2", { agentId: null, talkedWith: null, resultId: "timeout" });
	const record = () =>
		metered(async (cost) => {
			await world.takeIn(recordingStored("bench-1", { time: formatJst(world.clock.now) }));
			return cost;
		});
	const recording = await record();
	const recordedAgain = await record();
	const correction = await correct("成約に訂正。");
	world.clock.now += 3_600_000;
	await takeIn("bench-3");
	const marking = await correct("成約に訂正した。");
	world.clock.now++;
	const markingAgain = await correct("成約に訂正。");
	const bound = { value: 12 };
	// The record's index entries, and the correction's entry in the trail.
	const floor = 6 + indexCount;
	const figures: Figure[] = [
		{
			what: "intake, with an agent: written",
			unit: "WCU",
			value: intake.writeUnits,
			floor: 2 + indexCount,
			bound: { value: 6 },
			exact,
		},
		{
			what: "intake, without an agent: written",
			unit: "WCU",
			value: withoutAgent.writeUnits,
			floor: 1 + indexCount,
			bound: { value: 5 },
			exact,
		},
		{
			what: "a note for the packer, once per ten minutes and process",
			unit: "WCU",
			value: first.writeUnits - intake.writeUnits,
			floor: 2,
			bound: { value: 2 },
			exact,
		},
		{ what: "intake: read", unit: "RCU", value: intake.readUnits },
		{ what: "intake: calls", unit: "calls", value: intake.calls },
		{ what: "intake: sequential", unit: "calls", value: intake.roundTrips },
		{
			what: "a recording: written",
			unit: "WCU",
			value: recording.writeUnits,
			// Its name and the record; the index by batch has none of the changed attributes.
			floor: 1 + indexCount,
			bound: { value: 5 },
			exact,
		},
		{ what: "a recording: read", unit: "RCU", value: recording.readUnits },
		{ what: "a recording: sequential", unit: "calls", value: recording.roundTrips },
		{
			what: "a known recording: written",
			unit: "WCU",
			value: recordedAgain.writeUnits,
			bound: { value: 0 },
			exact,
		},
		{ what: "correction: written", unit: "WCU", value: correction.wcu, floor, bound, exact },
		{ what: "correction, marked: written", unit: "WCU", value: marking.wcu, floor: floor + 1, bound, exact },
		{ what: "correction, marked again: written", unit: "WCU", value: markingAgain.wcu, floor: floor + 2, bound, exact },
		{ what: "correction: read", unit: "RCU", value: correction.rcu },
		{ what: "correction: calls", unit: "calls", value: correction.calls },
		{ what: "correction: sequential", unit: "calls", value: correction.trips },
	];
	const note =
		"Each call is alone in its batch of messages. Floor: a unit for each item and index entry written, and one more " +
		"if a mark moves; in the transaction of a correction, two for each of its three items.";
	return [{ title: "Writing", note, figures }];
}
