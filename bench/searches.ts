import { fileURLToPath } from "node:url";
import { runChild } from "./ending.ts";

/** The part of autocannon's result that is used. */
export interface SearchReport {
	requests: { average: number; total: number };
	non2xx: number;
	errors: number;
	timeouts: number;
	statusCodeStats: Record<string, { count: number }>;
	/** Milliseconds. */
	latency: { p50: number; p97_5: number; p99: number; max: number };
}

/**
 * One searcher per connection, who searches again after each answer, or all of them at a total rate per second. Runs in
 * a separate process.
 */
export async function driveSearches(options: {
	api: string;
	token: string;
	body: object;
	connections: number;
	seconds: number;
	perSecond?: number;
}): Promise<SearchReport> {
	const { api, token, body, connections, seconds, perSecond } = options;
	const autocannon = fileURLToPath(import.meta.resolve("autocannon"));
	const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
	const named = Object.entries(headers).flatMap(([name, value]) => ["--headers", `${name}=${value}`]);
	const shape = ["--json", "--connections", String(connections), "--duration", String(seconds), "--method", "POST"];
	const pace = perSecond ? ["--overallRate", String(perSecond)] : [];
	const args = [
		autocannon,
		...shape,
		...pace,
		...named,
		"--body",
		JSON.stringify(body),
		`${api}/call-histories/search`,
	];
	let report = "";
	await runChild(args, { onLine: (line) => (report = line || report) });
	return JSON.parse(report);
}
