import type { AsyncSearchRun } from "./model.ts";

/**
 * Where the files of an export are stored. Pieces exist only during the work; results stay as long as their search.
 * Every key contains the run, so that a late task of an earlier run cannot disturb a later one.
 */
const runOf = ({ tenantId, accountId, asyncSearchId, run }: AsyncSearchRun) =>
	`${tenantId}/${accountId}/${asyncSearchId}/${run}`;

export const roots = { pieces: "pieces/", results: "results/" } as const;
export const resultKey = (run: AsyncSearchRun) => `${roots.results}${runOf(run)}.csv`;
export const piecesPrefix = (run: AsyncSearchRun) => `${roots.pieces}${runOf(run)}/`;
export const planKey = (run: AsyncSearchRun) => `${piecesPrefix(run)}plan.json`;
export const partitionPrefix = (run: AsyncSearchRun, partition: number) =>
	`${piecesPrefix(run)}p${String(partition).padStart(4, "0")}`;
export const manifestKey = (run: AsyncSearchRun, partition: number) => `${partitionPrefix(run, partition)}.json`;

/** The prefix of the files of all runs of a search. */
export const resultsPrefix = ({ tenantId, accountId, asyncSearchId }: Omit<AsyncSearchRun, "run">) =>
	`${roots.results}${tenantId}/${accountId}/${asyncSearchId}/`;

/** All prefixes under which a search's runs have files. */
export function prefixesOf({ tenantId, accountId, asyncSearchId }: Omit<AsyncSearchRun, "run">): string[] {
	return Object.values(roots).map((root) => `${root}${tenantId}/${accountId}/${asyncSearchId}/`);
}

/** The run that a key belongs to; undefined for any other key. */
export function runOfKey(objectKey: string): AsyncSearchRun | undefined {
	const match = /^(?:pieces|results)\/([^/]+)\/([^/]+)\/([^/]+)\/(\d+)(?:\.csv$|\/)/.exec(objectKey);
	if (!match) return undefined;
	const [tenantId = "", accountId = "", asyncSearchId = "", run] = match.slice(1);
	return { tenantId, accountId, asyncSearchId, run: Number(run) };
}
