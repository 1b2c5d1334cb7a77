import { createHash } from "node:crypto";
import { manifestKey, planKey, resultKey } from "../async-search/layout.ts";
import type { AsyncSearchRun, ExportedFile } from "../async-search/model.ts";
import type { Bucket } from "../platform/bucket.ts";
import { AppError } from "../platform/errors.ts";
import { createOrder } from "../search/order.ts";
import { createEncoder } from "./charset.ts";
import { headerLine } from "./csv.ts";
import { mergePieces } from "./merge.ts";
import type { Manifest } from "./piece.ts";
import { type ExportPlan, parsePlan } from "./plan.ts";

export interface AssembleDeps {
	exportFiles: Bucket;
}

/** The most that S3 accepts in one request; some twelve million rows. */
const maxFileBytes = 5 * 1024 ** 3;
const manifestsAtOnce = 16;

/**
 * Joins the pieces of all partitions into the file, in one request: the file exists whole, or not at all.
 * @throws AppError `over-limit` (file-too-large)
 */
export async function assembleFile(
	{ exportFiles }: AssembleDeps,
	{ run, partitions }: { run: AsyncSearchRun; partitions: number },
): Promise<ExportedFile> {
	const plan = parsePlan(await exportFiles.read(planKey(run)));
	const manifests = await readManifests(exportFiles, run, partitions);
	const pieces = manifests.flatMap((manifest) => manifest.pieces);
	const encoder = createEncoder(plan.encoding);
	const header = Buffer.alloc(10_000);
	// Programs would read a byte order mark as part of the first heading.
	const marked = plan.format === "excel" ? encoder.byteOrderMark.copy(header) : 0;
	const start = header.subarray(0, marked + encoder.write(headerLine(plan.columns), header, marked).bytes);
	const byteCount = pieces.reduce((total, { bytes }) => total + bytes, start.length);
	if (byteCount > maxFileBytes) throw new AppError("file-too-large", `${byteCount} bytes`);

	const sha256 = createHash("sha256");
	async function* content(): AsyncGenerator<Buffer> {
		sha256.update(start);
		yield start;
		for await (const chunk of mergePieces(exportFiles, pieces, createOrder(plan.sort, plan.directory))) {
			sha256.update(chunk);
			yield chunk;
		}
	}
	await exportFiles.putStream(resultKey(run), content(), byteCount, "text/csv");
	return {
		rowCount: sum(manifests, "rows"),
		byteCount,
		sha256: sha256.digest("hex"),
		replacedCount: sum(manifests, "replaced"),
		guardedCount: sum(manifests, "guarded"),
		batchIds: firstToExpire(plan, new Set(manifests.flatMap(({ batchIds }) => batchIds))),
	};
}

function sum(manifests: readonly Manifest[], count: "rows" | "replaced" | "guarded"): number {
	return manifests.reduce((total, manifest) => total + manifest[count], 0);
}

/** What fits into a table item and the workflow's state. */
const maxBatches = 1000;

function firstToExpire({ directory }: ExportPlan, batchIds: ReadonlySet<string>): string[] {
	const ends = new Map([...directory.batches].map(([id, { endsOn }]) => [id, endsOn]));
	return [...batchIds].sort((a, b) => (ends.get(a) ?? "").localeCompare(ends.get(b) ?? "")).slice(0, maxBatches);
}

async function readManifests(
	files: AssembleDeps["exportFiles"],
	run: AsyncSearchRun,
	count: number,
): Promise<Manifest[]> {
	const manifests: Manifest[] = [];
	for (let start = 0; start < count; start += manifestsAtOnce) {
		const indexes = Array.from({ length: Math.min(manifestsAtOnce, count - start) }, (_, offset) => start + offset);
		const read = indexes.map(async (index): Promise<Manifest> => JSON.parse(await files.read(manifestKey(run, index))));
		manifests.push(...(await Promise.all(read)));
	}
	return manifests;
}
