import type { FileSigner } from "../platform/files.ts";
import { formatJst } from "../time/model.ts";
import type { FileLink } from "./answer.ts";

const maxTtlSeconds = 900;

/**
 * A link to a file, valid for a quarter of an hour, but never beyond the end of the file's content.
 * @param lifetime `goneAt`: when the file's content expires; both in epoch milliseconds
 */
export async function signLink(
	signer: FileSigner,
	file: Omit<Parameters<FileSigner["presign"]>[0], "ttlSeconds">,
	{ now, goneAt }: { now: number; goneAt: number },
): Promise<FileLink> {
	const ttlSeconds = Math.min(maxTtlSeconds, Math.ceil((goneAt - now) / 1000));
	const url = await signer.presign({ ...file, ttlSeconds });
	return { url, fileName: file.fileName, expiresAt: formatJst(now + ttlSeconds * 1000) };
}
