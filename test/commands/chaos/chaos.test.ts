import { expect, onTestFinished, test } from "vitest";
import { startFaultProxy } from "../../../commands/chaos/fault-proxy.ts";
import { Faults } from "../../../commands/chaos/faults.ts";
import { runChaos } from "../../../commands/chaos/run.ts";
import { createStage } from "../../../commands/chaos/stage.ts";
import { ownEngines, temporaryFolder } from "../../local/processes.ts";
import { longest } from "../../support/limits.ts";

const seed = "1";

test.skipIf(!ownEngines)(
	"a stack with failing engines that is stopped repeatedly keeps what it acknowledged",
	longest,
	async () => {
		const dataDir = temporaryFolder();
		const faults = new Faults(seed);
		const proxy = await startFaultProxy(faults);
		onTestFinished(() => proxy.stop());
		const stage = createStage({
			dataDir,
			faults,
			async through(engines) {
				proxy.aim(engines);
				return proxy.urls;
			},
		});
		onTestFinished(() => stage.kill());
		const weathers = [
			{ throttled: 0.1, lost: 0.03 },
			{ failed: 0.05, "not-json": 0.02, cut: 0.02 },
			{ refused: 0.05, died: 0.05 },
		];
		const { findings, ledger } = await runChaos({
			seed,
			dataDir,
			stage,
			faults,
			proxy,
			workMs: 9000,
			weathers,
			report: () => {},
		});
		expect(findings).toEqual([]);
		expect(ledger.calls.size).toBeGreaterThan(20);
		expect([...faults.counts.keys()]).toEqual(expect.arrayContaining(["dynamodb: throttled", "clock: jumped"]));
	},
);
