import { exportFiles } from "../shared/async-search/files.ts";
import { asyncSearchReader } from "../shared/async-search/reader.ts";
import { exportSigner } from "../shared/async-search/signer.ts";
import { asyncSearches } from "../shared/async-search/store.ts";
import { callHistoryReader } from "../shared/call-history/reader.ts";
import { callHistories } from "../shared/call-history/store.ts";
import { knownReferences } from "../shared/directory/known-references.ts";
import { directoryReader } from "../shared/directory/reader.ts";
import { directory } from "../shared/directory/store.ts";
import { idempotency } from "../shared/idempotency/entries.ts";
import { mailAddressReader } from "../shared/mail-address/reader.ts";
import { mailAddresses } from "../shared/mail-address/store.ts";
import { packFileStore } from "../shared/pack/file-store.ts";
import { packNotes } from "../shared/pack/notes.ts";
import { packs } from "../shared/pack/packs.ts";
import { packReader } from "../shared/pack/reader.ts";
import type { Bucket } from "../shared/platform/bucket.ts";
import { now } from "../shared/platform/clock.ts";
import { cursorSeal } from "../shared/platform/cursor-seal.ts";
import { eventBusWithin } from "../shared/platform/event-bus.ts";
import { consoleUrl, mailer } from "../shared/platform/mailer.ts";
import { provide } from "../shared/platform/provide.ts";
import type { Provider } from "../shared/platform/provider.ts";
import { intakeQueue, retentionQueue } from "../shared/platform/queue.ts";
import { newId, newToken } from "../shared/platform/random.ts";
import { workflow } from "../shared/platform/workflow.ts";
import { rateCounts } from "../shared/rate/counts.ts";
import { recordingFiles } from "../shared/recording/files.ts";
import { objectNames } from "../shared/recording/object-names.ts";
import { recordingSigner } from "../shared/recording/signer.ts";
import { expiries } from "../shared/retention/expiries.ts";
import { pointers } from "../shared/retention/pointers.ts";
import { savedSearchReader } from "../shared/saved-search/reader.ts";
import { savedSearches } from "../shared/saved-search/store.ts";
import { trailReader } from "../shared/trail/reader.ts";
import { seals } from "../shared/trail/seal-files.ts";
import { trail } from "../shared/trail/writer.ts";

/** All dependencies through which use-cases reach the outside world. */
const providers = {
	asyncSearchReader,
	asyncSearches,
	callHistories,
	callHistoryReader,
	consoleUrl,
	cursorSeal,
	directory,
	directoryReader,
	eventBus: eventBusWithin(),
	expiries,
	exportFiles,
	exportSigner,
	idempotency,
	intakeQueue,
	knownReferences,
	mailAddressReader,
	mailAddresses,
	mailer,
	newId,
	newToken,
	now,
	objectNames,
	packFiles: packFileStore,
	packNotes,
	packReader,
	packs,
	pointers,
	rateCounts,
	recordingFiles,
	recordingSigner,
	retentionQueue,
	savedSearchReader,
	savedSearches,
	seals,
	trail,
	trailReader,
	workflow,
};

type Provided<Providers> = {
	-readonly [Name in keyof Providers]: Providers[Name] extends Provider<infer Value> ? Value : never;
};

/** Tests and commands replace some of them with fakes, never with mocks of our own modules. */
export interface Deps extends Omit<Provided<typeof providers>, "recordingFiles" | "seals" | "packFiles"> {
	recordingFiles: Pick<Bucket, "delete" | "listAfter">;
	seals: Pick<Bucket, "put">;
	packFiles: Bucket;
}

/** @throws ZodError if the environment lacks a variable */
export function createDeps(env: Readonly<Record<string, unknown>>): Deps {
	return provide<Deps>(providers, env);
}
