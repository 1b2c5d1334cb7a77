import { parseArgs } from "node:util";
import { buildConsole } from "../local/build-console.ts";
import { clockFrom } from "../local/clock.ts";
import { type Stack, startStack } from "../local/stack.ts";
import { defaultDataDir } from "../local/stack-description.ts";
import { parseTime } from "../shared/time/model.ts";
import { ArgumentError, fail } from "./cli.ts";
import { overview } from "./overview.ts";

const usage = `npm start -- [--port 3000] [--data ${defaultDataDir}] [--empty] [--now 2026-11-28T16:00+09:00]`;

function readArguments() {
	const { values } = parseArgs({
		options: {
			port: { type: "string", default: "3000" },
			data: { type: "string", default: defaultDataDir },
			empty: { type: "boolean", default: false },
			now: { type: "string" },
		},
	});
	const port = Number(values.port);
	if (!Number.isInteger(port) || port < 1 || port > 65_535) {
		throw new ArgumentError(`--port must be a number from 1 to 65535, not "${values.port}"`);
	}
	const now = values.now === undefined ? undefined : parseTime(values.now);
	if (values.now !== undefined && now === undefined) {
		throw new ArgumentError(`--now must be a time such as 2026-11-28T16:00+09:00, not "${values.now}"`);
	}
	const clock = now === undefined ? {} : { now: clockFrom(now) };
	return { port, dataDir: values.data, empty: values.empty, ...clock };
}

let stack: Stack | undefined;
let stopAskedAt: number | undefined;

async function stop() {
	// npm forwards the Ctrl-C that the terminal has already sent, so only a signal after a while counts as a second one.
	if (stopAskedAt && Date.now() - stopAskedAt < 1000) return;
	// During the start, or at a second signal, it exits at once; no acknowledged data is lost.
	if (!stack || stopAskedAt) process.exit(130);
	stopAskedAt = Date.now();
	console.error("Stopping …");
	await stack.stop();
	process.exit(0);
}

// In the cloud, an unhandled rejection ends only that function's environment, not the service.
process.on("unhandledRejection", (cause) => console.error("Unhandled rejection:", cause));
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, stop);

try {
	const options = readArguments();
	const report = (message: string) => console.error(message);
	await buildConsole(report);
	stack = await startStack({ ...options, report });
	console.log(overview(stack.urls, options));
} catch (cause) {
	fail(cause, usage);
}
