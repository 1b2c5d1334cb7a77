import { fileURLToPath } from "node:url";
import { runChild } from "./ending.ts";

/** What autocannon tells, as far as it is looked at. */
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
 * As many people as there are connections, who search again as soon as there is an answer, or so often a second in all.
 * In a process of its own.
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
