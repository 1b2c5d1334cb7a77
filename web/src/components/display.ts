import { displayJst, parseTime } from "../../../shared/time/model.ts";

/** `2026/11/20 10:00:12`: a time of the API in JST, whatever the browser's zone. */
export function displayTime(iso: string | null | undefined): string {
	const time = iso ? parseTime(iso) : undefined;
	return time === undefined ? "" : displayJst(time);
}

/** `0:03:04`, as the CSV has it. */
export function displayDuration(seconds: number): string {
	const minutes = Math.floor(seconds / 60);
	const two = (value: number) => String(Math.floor(value)).padStart(2, "0");
	return `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(seconds % 60)}`;
}

export const displayCount = (count: number) => count.toLocaleString("ja-JP");

/** What an empty field shows. */
export const nothing = "-";
