import type { Bucket } from "../platform/bucket.ts";
import type { Deps } from "../platform/deps.ts";
import type { Packs } from "./packs.ts";
import type { PackReader } from "./reader.ts";

/** What the packer reaches the world through. */
export interface PackerDeps extends Pick<Deps, "now" | "newId" | "directoryReader" | "callHistoryReader"> {
	packReader: PackReader;
	packs: Packs;
	packFiles: Pick<Bucket, "put" | "readPart" | "list" | "delete" | "deleteAll">;
}
