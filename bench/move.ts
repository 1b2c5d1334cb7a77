import { metered } from "../shared/platform/meter.ts";
import type { RetentionTask } from "../shared/retention/model.ts";
import { doTask } from "../test/support/changes.ts";
import { batchSaved } from "../test/support/events.ts";
import type { World } from "../test/support/world.ts";
import type { Figure, Section } from "./figures.ts";
import type { LoadedDay } from "./world.ts";

export interface Move {
	tasks: number;
	writeUnits: number;
	readUnits: number;
	/** Written by the second pass, which finds what the first missed. */
	writtenAgain: number;
	cpuSeconds: number;
}

/** Moves a batch's end, and runs all resulting tasks. */
export async function moveEnd(world: World, batchId: string, endsOn: string): Promise<Move> {
	await world.takeIn(batchSaved({ batchId, endsOn }, { time: new Date(world.clock.now).toISOString() }));
	const first: RetentionTask = { kind: "move-batch", tenantId: "acme", batchId, endsOn, pass: 1 };
	const tasks: { task: RetentionTask }[] = [{ task: first }];
	const move: Move = { tasks: 0, writeUnits: 0, readUnits: 0, writtenAgain: 0, cpuSeconds: 0 };
	const { user: before } = process.cpuUsage();
	for (let next = tasks.shift(); next; next = tasks.shift() ?? world.retentionTasks.shift()) {
		const { task } = next;
		await metered(async (cost) => {
			if (await doTask(world, task)) throw new Error("a task of the move failed");
			move.writeUnits += cost.writeUnits;
			move.readUnits += cost.readUnits;
			if (task.kind === "move-batch" && task.pass === 2) move.writtenAgain += cost.writeUnits;
		});
		move.tasks++;
	}
	move.cpuSeconds = (process.cpuUsage().user - before) / 1e6;
	return move;
}

/** The costs of moving records, compared with one unit for each. */
export function figuresOf(move: Move, records: number): Figure[] {
	return [
		{
			what: "a batch's end moves: written",
			unit: "WCU",
			value: move.writeUnits,
			floor: records,
			bound: { ratio: 1 },
			exact: true,
		},
		{
			what: "… of that by the second pass",
			unit: "WCU",
			value: move.writtenAgain,
			bound: { value: 0 },
			exact: true,
		},
		{ what: "… read, by both passes", unit: "RCU", value: move.readUnits },
		{ what: "… tasks", unit: "tasks", value: move.tasks },
		{ what: "… CPU of this process, per record", unit: "µs", value: (move.cpuSeconds * 1e6) / records },
	];
}

export async function measureMove({ world, calls }: LoadedDay): Promise<Section> {
	// Other parts add calls to another batch.
	const batchId = "b03";
	const records = calls.filter(({ call }) => call.batchId === batchId).length;
	const move = await moveEnd(world, batchId, "2099-11-30");
	const note = `One batch of ${records.toLocaleString("en")} records. Floor: a unit for each record.`;
	return { title: "Retention", note, figures: figuresOf(move, records) };
}
