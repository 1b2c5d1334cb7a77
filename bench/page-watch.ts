import type { Deps } from "../shared/platform/deps.ts";
import { currentMeter, metered } from "../shared/platform/meter.ts";

/** Sums up the read units of index pages alone, and charges them to the request's own meter as before. */
export function watchPages(deps: Deps): { readUnits: number; stop: () => void } {
	const reader = deps.callHistoryReader;
	const watch = {
		readUnits: 0,
		stop: () => {
			deps.callHistoryReader = reader;
		},
	};
	deps.callHistoryReader = {
		...reader,
		readPage(request) {
			const meter = currentMeter();
			const depth = meter?.begin() ?? 0;
			return metered(async (cost) => {
				try {
					return await reader.readPage(request);
				} finally {
					meter?.end(depth);
					if (meter) meter.readUnits += cost.readUnits;
					watch.readUnits += cost.readUnits;
				}
			});
		},
	};
	return watch;
}
