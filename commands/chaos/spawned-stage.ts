import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { StackDescription } from "../../local/stack-description.ts";
import type { ServiceUrls } from "./fault-answers.ts";
import type { FaultProxy } from "./fault-proxy.ts";
import type { Faults, Weather } from "./faults.ts";
import type { Duty, Stage } from "./stage.ts";

/** Messages from the stack's process. */
export type FromStage =
	| { engines: ServiceUrls }
	| { started: StackDescription }
	| { counted: string }
	| { done: number; failure?: string };

/** Messages to it. */
export type ToStage = { through: ServiceUrls } | { weather: Weather } | { do: Duty; number: number };

export interface SpawnedStage extends Stage {
	tell(weather: Weather): void;
}

/** A stack in a separate process that can be killed; its output goes to `chaos.log` in its folder. */
export function createSpawnedStage(dataDir: string, proxy: FaultProxy, faults: Faults): SpawnedStage {
	const file = join(dataDir, "chaos.log");
	let child: ChildProcess | undefined;
	let urls: StackDescription | undefined;
	let number = 0;
	let ended = 0;
	const waiting = new Map<number, (said: { failure?: string }) => void>();
	const tell = (message: ToStage) => void (child?.connected && child.send(message, () => {}));

	return {
		get urls() {
			if (!urls) throw new Error("the stack was never started");
			return urls;
		},
		get ended() {
			return ended;
		},
		tell: (weather) => tell({ weather }),
		async start(now) {
			const script = fileURLToPath(new URL("stage-process.ts", import.meta.url));
			const started = Promise.withResolvers<StackDescription>();
			const log = openSync(file, "a");
			child = fork(script, [dataDir, String(now)], { stdio: ["ignore", log, log, "ipc"] });
			closeSync(log);
			child.on("message", (said: FromStage) => {
				if ("engines" in said) {
					proxy.aim(said.engines);
					tell({ through: proxy.urls });
				} else if ("started" in said) started.resolve(said.started);
				else if ("counted" in said) faults.count(said.counted);
				else waiting.get(said.done)?.(said);
			});
			child.once("exit", (code) => {
				if (code !== null) ended++;
				started.reject(new Error(`the stack ended with ${code}, see ${dataDir}/chaos.log`));
				for (const settle of waiting.values()) settle({ failure: "the stack has ended" });
			});
			urls = await started.promise;
		},
		async kill() {
			if (!child || child.exitCode !== null || child.signalCode !== null) return;
			const ended = once(child, "exit");
			child.kill("SIGKILL");
			await ended;
		},
		async do(duty) {
			const own = number++;
			const said = await new Promise<{ failure?: string }>((settle) => {
				waiting.set(own, settle);
				tell({ do: duty, number: own });
			});
			waiting.delete(own);
			if (said.failure) throw new Error(`${duty}: ${said.failure}`);
		},
	};
}
