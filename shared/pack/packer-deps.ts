import type { CallHistoryReader } from "../call-history/reader.ts";
import type { DirectoryReader } from "../directory/reader.ts";
import type { Bucket } from "../platform/bucket.ts";
import type { Packs } from "./packs.ts";
import type { PackReader } from "./reader.ts";

/** The packer's dependencies. */
export interface PackerDeps {
	now: () => number;
	newId: () => string;
	directoryReader: DirectoryReader;
	callHistoryReader: CallHistoryReader;
	packReader: PackReader;
	packs: Packs;
	packFiles: Pick<Bucket, "put" | "readPart" | "list" | "delete" | "deleteAll">;
}
