import { clockFrom } from "../../local/clock.ts";
import type { EngineUrls } from "../../local/engines.ts";
import type { Functions } from "../../local/functions.ts";
import { type Stack, startStack } from "../../local/stack.ts";
import type { StackDescription } from "../../local/stack-description.ts";
import type { ServiceUrls } from "./fault-answers.ts";
import type { Faults } from "./faults.ts";
import { mortalFunctions } from "./mortal-functions.ts";

/** Scheduled work that can be done on demand. */
export type Duty = "deleteExpired" | "sweep" | "pack";

/** A stack that can be killed and started again on the same folder. */
export interface Stage {
	/** The addresses since the last start. */
	readonly urls: StackDescription;
	/** @param now the stage's clock, epoch milliseconds; never less than before */
	start(now: number): Promise<void>;
	/** Ends it without warning if the stage is a process. */
	kill(): Promise<void>;
	do(duty: Duty): Promise<void>;
	/** How often it has ended without being killed. */
	readonly ended: number;
}

export interface StageOptions {
	dataDir: string;
	/** @returns the addresses at which functions reach the engines */
	through: (engines: ServiceUrls) => Promise<ServiceUrls>;
	faults: Pick<Faults, "drawRequestsToLive" | "count">;
}

export interface RunningStage {
	stack: Stack;
	do(duty: Duty): Promise<void>;
}

/** Starts the stack with functions that reach the engines through the proxy, and may die. */
export async function startStage({ dataDir, through, faults }: StageOptions, now: number): Promise<RunningStage> {
	let functions: Functions | undefined;
	const stack = await startStack({
		port: 0,
		dataDir,
		empty: true,
		now: clockFrom(now),
		through: async (engines: EngineUrls) => ({ ...engines, ...(await through(engines)) }),
		functions: async (deps) => {
			functions = await mortalFunctions(deps, faults);
			return functions;
		},
	});
	return {
		stack,
		async do(duty) {
			if (duty === "deleteExpired") await stack.deleteExpired();
			else await functions?.[duty]({});
		},
	};
}

/** A stack in this process, which is stopped instead of killed. */
export function createStage(options: StageOptions): Stage {
	let running: RunningStage | undefined;
	let urls: StackDescription | undefined;
	return {
		ended: 0,
		get urls() {
			if (!urls) throw new Error("the stack was never started");
			return urls;
		},
		async start(now) {
			running = await startStage(options, now);
			urls = running.stack.urls;
		},
		async kill() {
			await running?.stack.stop();
			running = undefined;
		},
		async do(duty) {
			await running?.do(duty);
		},
	};
}
