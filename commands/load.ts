import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { driveSearches } from "../bench/searches.ts";
import { defaultDataDir, readStackDescription } from "../local/stack-description.ts";
import { jstDate } from "../shared/time/model.ts";
import { ArgumentError, fail } from "./cli.ts";
import { workAtDesk } from "./load/desk.ts";
import { dial, type Intake } from "./load/dialler.ts";
import { faultsOf, rowOfAnswers, rowOfIntake, rowOfSearches, toTable } from "./load/report.ts";
import { openTarget, type Target } from "./load/target.ts";
import { requestToken } from "./request-token.ts";

const usage =
	`npm run load -- [--data ${defaultDataDir} | --api URL/v1 --queue-url URL --token TOKEN] ` +
	"[--minutes 5] [--calls 10] [--supervisors 20] [--searches 3]";

async function readArguments() {
	const text = { type: "string" } as const;
	const { values } = parseArgs({
		options: {
			api: text,
			"queue-url": text,
			token: text,
			data: { ...text, default: defaultDataDir },
			minutes: { ...text, default: "5" },
			calls: { ...text, default: "10" },
			supervisors: { ...text, default: "20" },
			// With all other requests, just below the firewall's limit per token (1,500 in five minutes).
			searches: { ...text, default: "3" },
		},
	});
	const above0 = (name: "minutes" | "calls" | "supervisors" | "searches") => {
		const value = Number(values[name]);
		if (!(value > 0)) throw new ArgumentError(`--${name} must be a number above 0, not "${values[name]}"`);
		return value;
	};
	const shape = {
		seconds: Math.ceil(above0("minutes") * 60),
		calls: above0("calls"),
		supervisors: Math.ceil(above0("supervisors")),
		searches: Math.ceil(above0("searches")),
	};
	const { api, token, "queue-url": queueUrl } = values;
	if (api && token && queueUrl) return { place: { api: api.replace(/\/$/, ""), token, queueUrl }, shape };
	if (api || token || queueUrl)
		throw new ArgumentError("For a deployed stage --api, --queue-url and --token are all needed");
	const stack = readStackDescription(values.data);
	const subject = { tenant: "acme", account: "admin", role: "admin" };
	return {
		place: { api: stack.api, token: await requestToken(stack.issuer, subject), queueUrl: stack.queueUrl },
		shape,
	};
}

/** The largest backlog so far. */
async function watchQueue(target: Target, until: number): Promise<number> {
	let most = 0;
	while (Date.now() < until) {
		most = Math.max(most, (await target.depths()).waiting);
		await sleep(1000);
	}
	return most;
}

try {
	const { place, shape } = await readArguments();
	const { calls, supervisors, searches } = shape;
	const target = await openTarget(place);
	const today = jstDate(Date.now());
	const body = { period: { from: `${today}T00:00`, to: `${today}T24:00` }, name: "田" };
	const searching = { api: place.api, token: place.token, body, connections: supervisors, perSecond: searches };
	const rowsOfToday = async () =>
		(await target.call("POST", "/call-histories/search", { period: body.period, rows: false })).body.total;
	const before = { ...(await target.depths()), rows: await rowsOfToday() };
	// For a fifth of the time, supervisors only search, as the baseline for comparison.
	const quietSeconds = Math.max(5, Math.round(shape.seconds / 5));
	const seconds = Math.max(5, shape.seconds - quietSeconds);
	console.log(
		`${target.me.tenantId}: ${supervisors} supervisors search, for ${quietSeconds} s alone, ` +
			`then for ${seconds} s with a day's calls.`,
	);
	const quiet = await driveSearches({ ...searching, seconds: quietSeconds });
	const until = Date.now() + seconds * 1000;
	const known: Intake["known"] = [];
	const [busy, intake, desk, most] = await Promise.all([
		driveSearches({ ...searching, seconds }),
		dial(target, { seconds, perSecond: calls, known }),
		workAtDesk(target, known, until),
		watchQueue(target, until),
	]);
	const rows = [
		rowOfSearches("searches, alone", quiet),
		rowOfSearches("searches, with calls coming in", busy),
		rowOfIntake(intake, seconds),
		rowOfAnswers("corrections", desk.corrections, seconds),
		rowOfAnswers("exports, to their end", desk.exports, seconds),
	];
	const after = { ...(await target.depths()), rows: await rowsOfToday() };
	const { faults, throttled, refused } = faultsOf(rows);
	console.log(toTable(rows));
	console.log(
		`Latency during the intake: ${(busy.latency.p50 / quiet.latency.p50).toFixed(2)} times that without it (p50).`,
	);
	console.log(
		`Queue: at most ${most} waiting, ${after.waiting} now. ` +
			`Dead letters: ${shown(before.dead)} before, ${shown(after.dead)} now.`,
	);
	console.log(`Rows of today: ${shown(before.rows)} before, ${shown(after.rows)} now; ${intake.sent} calls sent.`);
	console.log(`${faults} faults, ${throttled} throttled (429), ${refused} refused (other 4xx).`);
	const buried = (after.dead ?? 0) > (before.dead ?? 0);
	process.exitCode = faults > 0 || buried ? 1 : 0;
} catch (cause) {
	fail(cause, usage);
}

function shown(count: number | undefined): string {
	return count === undefined ? "unknown" : String(count);
}
