import type { Deps } from "../local/deps.ts";
import { type Cost, currentMeter, metered } from "../shared/platform/meter.ts";

/** Read units of a search by purpose. */
export interface Watch {
	/** Pages of the indexes that hold list rows. */
	pages: number;
	directory: number;
	/** Rows of a page that are in packs. */
	rows: number;
	/** Pointers that tell which rows may be corrected. */
	pointers: number;
	/** Resets all of them. */
	clear: () => void;
	stop: () => void;
}

/** Adds up the reads of each part of a search, and still charges them to the request's meter. */
export function watchReads(deps: Deps): Watch {
	const { callHistoryReader, directoryReader } = deps;
	const watch: Watch = {
		pages: 0,
		directory: 0,
		rows: 0,
		pointers: 0,
		clear: () => Object.assign(watch, { pages: 0, directory: 0, rows: 0, pointers: 0 }),
		stop: () => Object.assign(deps, { callHistoryReader, directoryReader }),
	};
	const add = (name: "pages" | "directory" | "rows" | "pointers") => (cost: Cost) => {
		watch[name] += cost.readUnits;
	};
	const { readPage, findEntries, findLatest } = callHistoryReader;
	deps.directoryReader = {
		...directoryReader,
		load: (...args) => charged(() => directoryReader.load(...args), add("directory")),
	};
	deps.callHistoryReader = {
		...callHistoryReader,
		readPage: (...args) => charged(() => readPage(...args), add("pages")),
		findEntries: (...args) => charged(() => findEntries(...args), add("rows")),
		findLatest: (...args) => charged(() => findLatest(...args), add("pointers")),
	};
	return watch;
}

/** Measures some work, and charges it to the enclosing meter. */
async function charged<T>(work: () => Promise<T>, tell: (cost: Cost) => void): Promise<T> {
	const outer = currentMeter();
	const depth = outer?.begin() ?? 0;
	return metered(async (cost) => {
		try {
			return await work();
		} finally {
			tell(cost);
			if (outer) {
				outer.readUnits += cost.readUnits;
				outer.writeUnits += cost.writeUnits;
				outer.rowsExamined += cost.rowsExamined;
				// One of them was already counted.
				outer.calls += cost.calls - 1;
			}
			outer?.end(depth + cost.roundTrips - 1);
		}
	});
}
