import { maxMessageBytes } from "../../shared/intake/model.ts";
import { readEvent } from "./events.ts";
import type { Line } from "./lines.ts";
import { moveDates } from "./move-dates.ts";

/** Lines by outcome; the counts add up to `lines`. */
export interface Tally {
	lines: number;
	blank: number;
	notJson: number;
	tooLarge: number;
	/** Refused by the queue. */
	refused: number;
	sent: number;
}

export const emptyTally = (): Tally => ({ lines: 0, blank: 0, notJson: 0, tooLarge: 0, refused: 0, sent: 0 });

export function addTally(total: Tally, more: Tally): void {
	for (const key of Object.keys(total) as (keyof Tally)[]) total[key] += more[key];
}

export interface Batch {
	entries: { line: number; body: string }[];
	/** All lines since the previous batch, whatever their outcome. */
	tally: Tally;
}

/** Groups events into SendMessageBatch requests; `report` is called for lines that cannot be sent. */
export async function* inBatches(
	lines: AsyncIterable<Line>,
	report: (line: number, problem: string) => void,
	weeks: number,
): AsyncGenerator<Batch> {
	let batch: Batch = { entries: [], tally: emptyTally() };
	let size = 0;
	for await (const line of lines) {
		const reading = readEvent(line);
		if (reading.kind === "event") {
			const body = moveDates(reading.body, weeks);
			if (batch.entries.length === 10 || size + reading.size > maxMessageBytes) {
				yield batch;
				batch = { entries: [], tally: emptyTally() };
				size = 0;
			}
			batch.entries.push({ line: line.number, body });
			size += reading.size;
		} else {
			batch.tally[reading.kind]++;
			if (reading.kind === "notJson") report(line.number, `not JSON: ${reading.reason}`);
			if (reading.kind === "tooLarge") report(line.number, `longer than ${maxMessageBytes} bytes`);
		}
		batch.tally.lines++;
	}
	if (batch.tally.lines > 0) yield batch;
}
