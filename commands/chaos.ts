import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { openDataFolder } from "../local/data-folder.ts";
import { endLeftover } from "../local/engines/dynamodb.ts";
import { assumeCredentials } from "../local/engines.ts";
import { startFaultProxy } from "./chaos/fault-proxy.ts";
import { Faults } from "./chaos/faults.ts";
import { runChaos } from "./chaos/run.ts";
import { createSpawnedStage } from "./chaos/spawned-stage.ts";
import { summary } from "./chaos/summary.ts";
import { weathers } from "./chaos/weathers.ts";
import { ArgumentError, fail } from "./cli.ts";

const usage = "npm run chaos -- [--seed 1] [--minutes 6]";

function readArguments() {
	const { values } = parseArgs({
		options: {
			seed: { type: "string", default: String(Date.now() % 100_000) },
			minutes: { type: "string", default: "6" },
		},
	});
	const minutes = Number(values.minutes);
	if (!(minutes > 0 && minutes <= 60)) {
		throw new ArgumentError(`--minutes must be a number from 0 to 60, not "${values.minutes}"`);
	}
	return { seed: values.seed, minutes };
}

try {
	const { seed, minutes } = readArguments();
	assumeCredentials();
	const dataDir = mkdtempSync(join(tmpdir(), "rireki-chaos-"));
	const begun = Date.now();
	const report = (line: string) =>
		console.error(`${String(Math.round((Date.now() - begun) / 1000)).padStart(4)} s  ${line}`);
	report(`seed ${seed}, ${minutes} minutes of work, in ${dataDir}`);
	const faults = new Faults(seed);
	const proxy = await startFaultProxy(faults);
	const stage = createSpawnedStage(dataDir, proxy, faults);
	const workMs = minutes * 60_000;
	let good = false;
	try {
		const result = await runChaos({
			seed,
			dataDir,
			stage,
			faults,
			proxy,
			workMs,
			weathers,
			onWeather: stage.tell,
			report,
		});
		console.log(summary(seed, result, faults));
		good = result.findings.length === 0;
	} finally {
		await stage.kill();
		await proxy.stop();
		// The database survives a killed stack.
		const folder = openDataFolder(dataDir);
		await endLeftover(folder);
		folder.release();
		if (good) rmSync(dataDir, { recursive: true, force: true });
	}
	process.exit(good ? 0 : 1);
} catch (cause) {
	fail(cause, usage);
}
