import { once } from "node:events";
import type { DataFolder } from "../data-folder.ts";
import { host } from "../ports.ts";
import type { Execution } from "../stepfunctions/execution-store.ts";
import { Executions } from "../stepfunctions/executions.ts";
import type { Machine } from "../stepfunctions/machine.ts";
import { createStepFunctionsServer } from "../stepfunctions/server.ts";
import type { Engine } from "./engine.ts";

export const stateMachineArn = (region: string) =>
	`arn:aws:states:${region}:000000000000:stateMachine:rireki-async-search`;

/** Step Functions with one state machine, whose tasks are functions of this process. */
export interface StepFunctionsEngine extends Engine {
	/** Executions can be started from here on; what a killed process left running is closed. */
	register(machine: Machine): void;
}

export async function startStepFunctions(
	folder: DataFolder,
	port: number,
	region: string,
): Promise<StepFunctionsEngine> {
	const executions = new Executions(folder.file("executions.sqlite"));
	const server = createStepFunctionsServer(executions, stateMachineArn(region));
	server.listen(port, host);
	await once(server, "listening");
	return {
		url: `http://${host}:${port}`,
		register: (machine) => executions.register(machine),
		async stop() {
			const closed = once(server, "close");
			server.close();
			server.closeAllConnections();
			await closed;
			await executions.stop();
		},
	};
}

/** What EventBridge tells of an execution that has ended. */
export function statusChangeEvent({ name, status, input, error, cause, output }: Execution, region: string): object {
	const executionArn = `${stateMachineArn(region).replace(":stateMachine:", ":execution:")}:${name}`;
	return {
		source: "aws.states",
		"detail-type": "Step Functions Execution Status Change",
		detail: { executionArn, stateMachineArn: stateMachineArn(region), name, status, input, output, error, cause },
	};
}
