import { AsyncLocalStorage } from "node:async_hooks";

/** What one request costs at the table. */
export interface Cost {
	readUnits: number;
	writeUnits: number;
	/** Items and index entries that queries read. */
	rowsExamined: number;
	calls: number;
	/** Length of the longest chain of calls that had to wait for each other. */
	roundTrips: number;
	milliseconds: number;
}

class Meter implements Cost {
	readUnits = 0;
	writeUnits = 0;
	rowsExamined = 0;
	calls = 0;
	roundTrips = 0;
	milliseconds = 0;
	private running = 0;
	private since = 0;

	begin(): number {
		this.calls++;
		if (this.running++ === 0) this.since = performance.now();
		return this.roundTrips + 1;
	}

	end(depth: number): void {
		this.roundTrips = Math.max(this.roundTrips, depth);
		if (--this.running === 0) this.milliseconds += performance.now() - this.since;
	}
}

const current = new AsyncLocalStorage<Meter>();

/** Runs `work` with a meter of its cost, which also counts if it throws. */
export async function metered<T>(work: (cost: Cost) => Promise<T>): Promise<T> {
	const meter = new Meter();
	return current.run(meter, () => work(meter));
}

/** The meter that a client's calls are charged to; undefined outside of {@link metered}. */
export function currentMeter(): Meter | undefined {
	return current.getStore();
}
