import { parseArgs } from "node:util";
import { defaultDataDir, readStackDescription } from "../local/stack-description.ts";
import { jstDateSchema } from "../shared/time/model.ts";
import { ArgumentError, fail } from "./cli.ts";
import { createReport } from "./ingest/console-report.ts";
import { runIngest } from "./ingest/run.ts";
import { exitCode, summarise } from "./ingest/summary.ts";

const usage = `npm run ingest -- FILE [--data ${defaultDataDir}] [--queue-url URL] [--move-to DATE] [--restart]`;

function readArguments() {
	const { values, positionals } = parseArgs({
		allowPositionals: true,
		options: {
			data: { type: "string", default: defaultDataDir },
			"queue-url": { type: "string" },
			"move-to": { type: "string" },
			restart: { type: "boolean", default: false },
		},
	});
	const [file, ...more] = positionals;
	if (!file || more.length > 0) throw new ArgumentError("One file of events is needed");
	const given = values["queue-url"];
	if (given && !URL.canParse(given)) throw new ArgumentError(`--queue-url must be a URL, not "${given}"`);
	const moveTo = values["move-to"];
	if (moveTo !== undefined && !jstDateSchema.safeParse(moveTo).success) {
		throw new ArgumentError(`--move-to must be a date such as 2026-11-28, not "${moveTo}"`);
	}
	const queueUrl = given ?? readStackDescription(values.data).queueUrl;
	return {
		file,
		queueUrl,
		wait: !given || given === localQueueUrl(values.data),
		folder: values.data,
		moveTo,
		restart: values.restart,
	};
}

function localQueueUrl(dataDir: string): string | undefined {
	try {
		return readStackDescription(dataDir).queueUrl;
	} catch {
		return undefined;
	}
}

const stop = new AbortController();
process.once("SIGINT", () => stop.abort());
process.once("SIGTERM", () => stop.abort());

try {
	const report = createReport();
	const { tally, drained, complete } = await runIngest({ ...readArguments(), stop: stop.signal, report });
	report.end();
	console.log(summarise(tally, drained));
	if (!complete) {
		console.error(`Interrupted after line ${tally.lines}: the same command continues from there`);
		process.exit(130);
	}
	if (drained && drained.waiting > 0) {
		console.error(
			"The events that still wait are retried until what they refer to arrives, or they are dead-lettered.",
		);
	}
	process.exit(exitCode(tally, drained));
} catch (cause) {
	fail(cause, usage);
}
