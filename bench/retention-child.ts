import { createHandler } from "../functions/api/search-call-histories.ts";
import { callHistoryReader } from "../shared/call-history/reader.ts";
import { directoryReader } from "../shared/directory/reader.ts";
import { packFileReader } from "../shared/pack/file-reader.ts";
import { packReader } from "../shared/pack/reader.ts";
import { now as clock } from "../shared/platform/clock.ts";
import { cursorSeal } from "../shared/platform/cursor-seal.ts";
import { provide } from "../shared/platform/provide.ts";
import type { SearchDeps } from "../shared/search/search-call-histories.ts";
import { trail } from "../shared/trail/writer.ts";
import { pageSize, retentionSearches } from "./retention-searches.ts";
import { watchReads } from "./watch.ts";

/** The results and the costs of one search. */
export interface Searched {
	total: number;
	/** The call ids of two pages. */
	rows: string[];
	facets: Record<string, { value: string; count: number }[]>;
	/** Without the directory, rows and pointers. */
	readUnits: number;
	allReadUnits: number;
	calls: number;
	trips: number;
	requests: number;
	bytes: number;
	/** Of the first page; medians over some turns. */
	wallSeconds: number;
	cpuSeconds: number;
	nextSeconds: number;
	/** The largest resident size of the process so far. */
	peakMb: number;
}

const turns = 3;

// node bench/retention-child.ts NOW PERIOD: only searches, so that its memory is that of searching. The rest of its
// configuration comes from the environment.
const [now = "", period = ""] = process.argv.slice(2);
const deps = provide<SearchDeps>(
	{ now: clock, directoryReader, callHistoryReader, packReader, packFiles: packFileReader, cursorSeal, trail },
	{ AWS_REGION: "ap-northeast-1", ...process.env },
);
deps.now = () => Number(now);
const { readPart } = deps.packFiles;
let [requests, bytes] = [0, 0];
deps.packFiles.readPart = (objectKey, start, end) => {
	requests++;
	bytes += end - start;
	return readPart(objectKey, start, end);
};
const watch = watchReads(deps as never);
const handle = createHandler(deps as never);

for (const { conditions, facets = [] } of retentionSearches) {
	const taken: Searched[] = [];
	for (let turn = 0; turn < turns; turn++) taken.push(await searchOnce({ ...conditions, facets }));
	const middle = (of: (one: Searched) => number) => taken.map(of).sort((a, b) => a - b)[turns >> 1] ?? Number.NaN;
	const searched: Searched = {
		...(taken[0] as Searched),
		wallSeconds: middle(({ wallSeconds }) => wallSeconds),
		cpuSeconds: middle(({ cpuSeconds }) => cpuSeconds),
		nextSeconds: middle(({ nextSeconds }) => nextSeconds),
		peakMb: process.resourceUsage().maxRSS / 1024,
	};
	console.log(JSON.stringify(searched));
}
process.exit();

async function searchOnce(conditions: object): Promise<Searched> {
	[requests, bytes] = [0, 0];
	watch.clear();
	const before = process.cpuUsage();
	const begun = performance.now();
	const first = await ask({ ...conditions, page: { size: pageSize } });
	const wallSeconds = (performance.now() - begun) / 1000;
	const { user, system } = process.cpuUsage(before);
	const cost = {
		readUnits: first.rcu - watch.directory - watch.rows - watch.pointers,
		allReadUnits: first.rcu,
		calls: first.calls,
		trips: first.trips,
		requests,
		bytes,
		wallSeconds,
		cpuSeconds: (user + system) / 1e6,
	};
	const rows: string[] = first.body.rows.map(({ callId }: { callId: string }) => callId);
	const nextBegun = performance.now();
	if (first.body.nextCursor) {
		const next = await ask({ ...conditions, page: { size: pageSize, cursor: first.body.nextCursor } });
		rows.push(...next.body.rows.map(({ callId }: { callId: string }) => callId));
	}
	const nextSeconds = (performance.now() - nextBegun) / 1000;
	return { total: first.body.total, rows, facets: first.body.facets ?? {}, ...cost, nextSeconds, peakMb: Number.NaN };
}

async function ask(body: object) {
	const event = {
		headers: { "content-type": "application/json" },
		body: JSON.stringify({ period: JSON.parse(period), ...body }),
		isBase64Encoded: false,
		requestContext: {
			requestId: "bench",
			authorizer: { jwt: { claims: { token_use: "access", tenant: "acme", account: "admin" }, scopes: [] } },
		},
	};
	const response = await handle(event as never);
	if (response.statusCode !== 200) throw new Error(`a search answered ${response.statusCode} ${response.body}`);
	const timing =
		/rcu=([\d.]+) wcu=[\d.]+ calls=(\d+) trips=(\d+)/.exec(String(response.headers?.["server-timing"])) ?? [];
	const [rcu = 0, calls = 0, trips = 0] = timing.slice(1).map(Number);
	return { body: JSON.parse(response.body ?? ""), rcu, calls, trips };
}
