import { createDirectoryReader } from "../../shared/directory/reader.ts";
import { createPackNotes } from "../../shared/pack/notes.ts";
import { createPacks } from "../../shared/pack/packs.ts";
import { createPackReader } from "../../shared/pack/reader.ts";
import { TableReader } from "../../shared/platform/table-reader.ts";
import { TableWriter } from "../../shared/platform/table-writer.ts";
import { createObjectNames } from "../../shared/recording/object-names.ts";
import { createExpiries } from "../../shared/retention/expiries.ts";
import { createPointers } from "../../shared/retention/pointers.ts";
import type { CommandClients } from "../clients.ts";
import type { Place } from "../place.ts";
import { objectsOf } from "../remove-tenant/objects.ts";
import { walkTenant } from "../tenant-items.ts";
import type { ErasureDeps } from "./erase.ts";

/** The dependencies of an erasure: clients with the rights of the person who runs the command. */
export function createErasureDeps(
	{ dynamodb, s3, bucket }: CommandClients,
	place: Place,
	tenantId: string,
): ErasureDeps {
	const reader = new TableReader(dynamodb, place.table);
	const writer = new TableWriter(dynamodb, place.table);
	return {
		now: Date.now,
		walk: (use) => walkTenant(dynamodb, place.table, tenantId, use),
		writer,
		directoryReader: createDirectoryReader(reader),
		expiries: createExpiries(reader, writer),
		pointers: createPointers(reader, writer),
		objectNames: createObjectNames(reader, writer),
		packNotes: createPackNotes(writer),
		packReader: createPackReader(reader),
		packs: createPacks(reader, writer),
		packFiles: bucket(place.packs),
		exportFiles: bucket(place.exports),
		recordingFiles: bucket(place.recordings),
		recordingVersions: async (objectKey, what) => {
			const holding = objectsOf(s3, place.recordings, objectKey, { exactly: true });
			return (await (what === "count" ? holding.count() : holding.remove())).found;
		},
		retentionQueue: { send: () => Promise.reject(new Error("a manual deletion is settled at once")) },
	};
}
