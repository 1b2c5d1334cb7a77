import { once } from "node:events";
import type { DataFolder } from "../data-folder.ts";
import { host } from "../ports.ts";
import { ExecutionStore } from "../stepfunctions/execution-store.ts";
import type { Registration } from "../stepfunctions/machine.ts";
import { Machines } from "../stepfunctions/machines.ts";
import { createStepFunctionsServer } from "../stepfunctions/server.ts";
import type { Engine } from "./engine.ts";

export interface StepFunctionsEngine extends Engine {
	/**
	 * Serves a state machine. Those of its executions that ran when the stack ended the last time fail now.
	 * @throws for a definition that is not valid, or calls a task that is not there
	 */
	register(machine: Registration): void;
	/** Waits for no task, and starts none any more. May be called again. */
	stop(): Promise<void>;
}

/**
 * Step Functions for Standard workflows of Task (functions only), Map (inline), Choice, Pass, Wait, Succeed and Fail states,
 * in JSONPath. Executions and their histories are kept in a file for 90 days after their end.
 *
 * Unlike the service it has no limit on the number of events, and does not know `$$.State`, nor `$$.Map` inside of an
 * ItemProcessor; `ItemSelector` has it. `ResultPath: "$"` must be left out, which means the same.
 */
export async function startStepFunctions(
	folder: DataFolder,
	port: number,
	region: string,
	now: () => number,
): Promise<StepFunctionsEngine> {
	const machines = new Machines(new ExecutionStore(folder.file("executions.sqlite"), now), region);
	const server = createStepFunctionsServer(machines);
	server.listen(port, host);
	try {
		await once(server, "listening");
	} catch (cause) {
		machines.close();
		throw cause;
	}
	let stopped: Promise<void> | undefined;
	const stop = async () => {
		const closed = once(server, "close");
		server.close();
		server.closeAllConnections();
		await closed;
		machines.close();
	};
	return {
		url: `http://${host}:${port}`,
		register: (machine) => machines.register(machine),
		stop: () => {
			stopped ??= stop();
			return stopped;
		},
	};
}
