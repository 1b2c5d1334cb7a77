import type { Caller } from "../caller/model.ts";
import { type Account, batchExpiresAt } from "../directory/model.ts";
import { AppError } from "../platform/errors.ts";
import type { FileSigner } from "../platform/files.ts";
import type { FileLink } from "../recording/answer.ts";
import { downloadName } from "../recording/download-name.ts";
import { signLink } from "../recording/file-link.ts";
import { displayJst } from "../time/model.ts";
import type { TrailWriter } from "../trail/writer.ts";
import { type FindAsyncSearchDeps, findAsyncSearch } from "./find-async-search.ts";
import { resultKey } from "./layout.ts";
import { type FileScope, fileOf } from "./model.ts";

export interface OpenFileDeps extends FindAsyncSearchDeps {
	trail: TrailWriter;
	exportSigner: FileSigner;
}

/**
 * Signs a URL for a search's file (during a run, or after a failed one, the previous file), if the caller may still see
 * everything in it.
 * @throws AppError `conflict` (async-search-not-completed, file-outdated), `forbidden` (file-not-granted), `not-found`
 */
export async function openAsyncSearchFile(
	deps: OpenFileDeps,
	{ caller, asyncSearchId }: { caller: Caller; asyncSearchId: string },
): Promise<FileLink> {
	const { search, account } = await findAsyncSearch(deps, { caller, asyncSearchId });
	const file = fileOf(search);
	if (!file) {
		throw new AppError("async-search-not-completed", `${asyncSearchId} is ${search.state}`);
	}
	if (!mayRead(account, file.scope)) {
		throw new AppError("file-not-granted", "the file was made under grants that the account has lost");
	}
	const now = deps.now();
	const goneAt = await rowsExpireAt(deps, caller.tenantId, file.batchIds);
	if (goneAt <= now) throw new AppError("file-outdated", "records of an expired batch are in the file");
	await deps.trail.record(caller.tenantId, { kind: "file", at: now, accountId: caller.accountId, asyncSearchId });
	const time = displayJst(file.snapshotAt).replace(/[/:]/g, "").replace(" ", "-");
	const link = {
		objectKey: resultKey({ ...search, run: file.run }),
		contentType: `text/csv; charset=${search.encoding === "utf-8" ? "utf-8" : "Shift_JIS"}`,
		fileName: downloadName(["応対履歴", time], ".csv"),
		disposition: "attachment",
	} as const;
	return signLink(deps.exportSigner, link, { now, goneAt });
}

/**
 * When the first of the batches expires, in epoch milliseconds; a batch's end may have moved since the file was made.
 */
async function rowsExpireAt(
	{ directoryReader }: OpenFileDeps,
	tenantId: string,
	batchIds: readonly string[],
): Promise<number> {
	if (batchIds.length === 0) return Number.POSITIVE_INFINITY;
	const { batches } = await directoryReader.find(
		tenantId,
		batchIds.map((id) => ({ kind: "batch", id })),
	);
	return Math.min(...batchIds.map((id) => batches.get(id)).map((batch) => (batch ? batchExpiresAt(batch) : 0)));
}

function mayRead(account: Account, { campaignIds, agentIds }: FileScope): boolean {
	if (account.role === "admin") return true;
	if (account.role === "agent") return agentIds?.every((id) => id === account.accountId) ?? false;
	return campaignIds?.every((id) => account.campaignIds.includes(id)) ?? false;
}
