import { dayMs, displayJst, jstOffsetMs, twoDigits } from "./model.ts";

let knownDay = Number.NaN;
let knownDate = "";

/** {@link displayJst} for times in order: the date is formatted once per day, not per row. */
export function displayJstOf(epochMs: number): string {
	const local = epochMs + jstOffsetMs;
	const day = Math.floor(local / dayMs);
	if (day !== knownDay) {
		knownDate = displayJst(epochMs).slice(0, 11);
		knownDay = day;
	}
	const seconds = Math.floor((local - day * dayMs) / 1000);
	const minutes = Math.floor(seconds / 60);
	return `${knownDate}${twoDigits[Math.floor(minutes / 60)]}:${twoDigits[minutes % 60]}:${twoDigits[seconds % 60]}`;
}
