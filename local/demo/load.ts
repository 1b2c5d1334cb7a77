import type { CreateTableCommandInput } from "@aws-sdk/client-dynamodb";
import type { IntakeDeps } from "../../shared/intake/apply-events.ts";
import type { Item } from "../../shared/platform/dynamodb.ts";
import { demoRecordingKey, recordingContentType, recordings, synthesize } from "./audio.ts";
import { demoEvents, demoReferences } from "./events.ts";
import { importItems } from "./import.ts";
import { applyAll, callItems } from "./items.ts";
import { demoTenants } from "./tenants.ts";

type Progress = (message: string) => void;

/**
 * Creates the embedded engine's database file with all calls, before the engine starts, which is the fastest way.
 * {@link loadDemo}, with the same `now`, adds recordings and everything that calls refer to. An existing file is kept.
 */
export async function importDemo(options: {
	engine: string;
	databaseFile: string;
	table: CreateTableCommandInput;
	now: Date;
	progress: Progress;
}): Promise<void> {
	const { now, progress, ...target } = options;
	progress("Making the demonstration calls …");
	const items = await callItems(demoEvents(now), now);
	progress("Importing them …");
	await importItems({ ...target, items });
}

/**
 * Stores the recordings in the bucket and the tenants in the table. It can be repeated with the same `now`; calls that
 * `writeItems` overwrites lose their corrections.
 */
export async function loadDemo(options: {
	deps: IntakeDeps;
	putObject: (key: string, body: Uint8Array<ArrayBuffer>, contentType: string) => Promise<void>;
	/** For other engines than the embedded one: writes the calls, which {@link importDemo} could not import. */
	writeItems?: (items: Iterable<Item>) => Promise<void>;
	now: Date;
	progress: Progress;
}): Promise<void> {
	const { deps, putObject, writeItems, now, progress } = options;
	progress("Making the demonstration recordings …");
	const callers = demoTenants(now).filter(({ calls }) => calls > 0);
	for (const recording of recordings) {
		const body = synthesize(recording);
		const keys = callers.map(({ tenantId }) => demoRecordingKey(tenantId, recording.number));
		await Promise.all(keys.map((key) => putObject(key, body, recordingContentType)));
	}
	// A name of no call: each object is the recording of thousands of calls, and outlives them all.
	const names = callers.flatMap(({ tenantId }) =>
		recordings.map(({ number }) => ({ tenantId, objectKey: demoRecordingKey(tenantId, number), callId: "~demo" })),
	);
	await Promise.all(names.map((name) => deps.objectNames.add(name, now.getTime())));
	await applyAll(deps, [...demoReferences(now)]);
	if (writeItems) {
		progress("Writing the demonstration calls …");
		await writeItems(await callItems(demoEvents(now), now));
	}
	for (const { tenantId } of callers) {
		// Everything except the last minutes may be packed at once, as if written long ago.
		await deps.packNotes.written(tenantId, 0);
		await deps.packNotes.written(tenantId, now.getTime());
	}
}
