import type { CallHistoryReader } from "../call-history/reader.ts";
import type { DirectoryReader } from "../directory/reader.ts";
import type { Bucket } from "../platform/bucket.ts";
import type { Packs } from "./packs.ts";
import type { PackReader } from "./reader.ts";

/** What the packer reaches the world through. */
export interface PackerDeps {
	now: () => number;
	newId: () => string;
	directoryReader: DirectoryReader;
	callHistoryReader: CallHistoryReader;
	packReader: PackReader;
	packs: Packs;
	packFiles: Pick<Bucket, "put" | "readPart" | "list" | "delete" | "deleteAll">;
}
