import type { IntakeDeps } from "../../shared/intake/apply-events.ts";
import type { Item } from "../../shared/platform/dynamodb.ts";
import { demoRecordingKey, recordingContentType, recordings, synthesize } from "./audio.ts";
import { demoEvents } from "./events.ts";
import { applyAll, callItems } from "./items.ts";

/** Where the demonstration's data goes. */
export interface DemoTarget {
	deps: IntakeDeps;
	putObject(key: string, body: Uint8Array<ArrayBuffer>, contentType: string): Promise<void>;
	/** Left out where the calls have been imported before the engine started. */
	writeItems?: (items: readonly Item[]) => Promise<void>;
}

/**
 * Puts the recordings into the bucket and the tenants into the table. Doing it again for the same `now` changes nothing
 * but corrections of calls that `writeItems` overwrites.
 */
export async function loadDemo(
	options: DemoTarget & { now: Date; progress: (message: string) => void },
): Promise<void> {
	const { deps, putObject, writeItems, now, progress } = options;
	const events = [...demoEvents(now)];
	const references = events.filter(({ source }) => source === "urn:example:admin");
	const tenantIds = new Set(events.filter(({ type }) => type.includes("recording")).map(({ tenantid }) => tenantid));

	progress(`Demonstration: ${recordings.length} recordings …`);
	for (const recording of recordings) {
		const body = synthesize(recording);
		const puts = [...tenantIds].map((tenantId) =>
			putObject(demoRecordingKey(tenantId, recording.number), body, recordingContentType),
		);
		await Promise.all(puts);
	}
	// A deletion has to come after the save that it takes back only for the eye: the intake takes any order.
	await applyAll(deps, references);
	if (!writeItems) return;
	const items = await callItems(now);
	progress(`Demonstration: ${items.length} items …`);
	await writeItems(items);
}
