import { displayJst, parseTime } from "../../../shared/time/model.ts";

/** `2026/11/20 10:00:12`: a time of the API in JST, whatever the browser's zone. */
export function displayTime(iso: string | null | undefined): string {
	const time = iso ? parseTime(iso) : undefined;
	return time === undefined ? "" : displayJst(time);
}

export const displayCount = (count: number) => count.toLocaleString("ja-JP");

/** What an empty field shows. */
export const nothing = "-";
