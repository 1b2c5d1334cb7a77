import { once } from "node:events";
import type { DataFolder } from "../data-folder.ts";
import { host } from "../ports.ts";
import { ExecutionStore } from "../stepfunctions/execution-store.ts";
import { Machine, type Registration } from "../stepfunctions/machine.ts";
import { createStepFunctionsServer } from "../stepfunctions/server.ts";
import type { Engine } from "./engine.ts";

export interface StepFunctionsEngine extends Engine {
	/**
	 * Serves the state machine, and fails its executions that were running when the stack last ended.
	 * @throws for a definition that is invalid, cannot run locally, or calls a missing task
	 */
	register(registration: Registration): void;
	/** Waits for no task, and starts no more. May be called again. */
	stop(): Promise<void>;
}

/**
 * Step Functions for one Standard workflow, limited to the states and fields of the schema in `definition.ts`.
 * Executions are kept in a file for 90 days after their end, without a history.
 */
export async function startStepFunctions(
	folder: DataFolder,
	port: number,
	region: string,
	now: () => number,
): Promise<StepFunctionsEngine> {
	const store = new ExecutionStore(folder.file("executions.sqlite"), now);
	let machine: Machine | undefined;
	const server = createStepFunctionsServer(() => machine);
	server.listen(port, host);
	try {
		await once(server, "listening");
	} catch (cause) {
		store.close();
		throw cause;
	}
	let stopped: Promise<void> | undefined;
	const stop = async () => {
		const closed = once(server, "close");
		server.close();
		server.closeAllConnections();
		await closed;
		machine?.close();
		store.close();
	};
	return {
		url: `http://${host}:${port}`,
		register(registration) {
			machine = new Machine(registration, store, region);
			machine.recover();
		},
		stop: () => {
			stopped ??= stop();
			return stopped;
		},
	};
}
