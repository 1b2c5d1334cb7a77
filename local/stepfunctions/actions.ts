import { randomUUID } from "node:crypto";
import type { Execution } from "./execution-store.ts";
import type { Executions } from "./executions.ts";
import { StepFunctionsFault } from "./fault.ts";

// biome-ignore lint/suspicious/noExplicitAny: what a caller sends is looked at field by field
type Input = Record<string, any>;
type Actions = Record<string, (input: Input) => object>;

const maxPage = 1000;

/** The operations of one state machine. */
export function createActions(executions: Executions, stateMachineArn: string): Actions {
	const machineName = stateMachineArn.slice(stateMachineArn.lastIndexOf(":") + 1);
	const prefix = `${stateMachineArn.replace(":stateMachine:", ":execution:")}:`;
	const machine = { stateMachineArn, name: machineName, type: "STANDARD", creationDate: 0 };
	const describe = (execution: Execution) => ({
		executionArn: prefix + execution.name,
		stateMachineArn,
		name: execution.name,
		status: execution.status,
		startDate: execution.startedAt / 1000,
		...(execution.stoppedAt === null ? {} : { stopDate: execution.stoppedAt / 1000 }),
	});
	const nameOf = ({ executionArn = "" }: Input): string => {
		if (String(executionArn).startsWith(prefix)) return String(executionArn).slice(prefix.length);
		throw new StepFunctionsFault("ExecutionDoesNotExist", `Execution Does Not Exist: '${executionArn}'`);
	};
	const assertMachine = (input: Input) => {
		if (input.stateMachineArn === stateMachineArn) return;
		throw new StepFunctionsFault(
			"StateMachineDoesNotExist",
			`State Machine Does Not Exist: '${input.stateMachineArn}'`,
		);
	};

	return {
		StartExecution(input) {
			assertMachine(input);
			const name = String(input.name ?? randomUUID());
			if (!/^[\w.+!@(){}=',-]{1,80}$/.test(name))
				throw new StepFunctionsFault("InvalidName", `Invalid Name: '${name}'`);
			const { executionArn, startDate } = describe(executions.start(name, jsonOf(input.input ?? "{}")));
			return { executionArn, startDate };
		},
		StopExecution(input) {
			const { stoppedAt } = executions.abort(nameOf(input), input.error, input.cause);
			return { stopDate: (stoppedAt ?? 0) / 1000 };
		},
		DescribeExecution(input) {
			const execution = executions.find(nameOf(input));
			const { input: given, output, error, cause } = execution;
			const told = Object.fromEntries(Object.entries({ output, error, cause }).filter(([, value]) => value !== null));
			return { ...describe(execution), input: given, ...told };
		},
		ListExecutions(input) {
			assertMachine(input);
			const { items, nextToken } = page(input, (count, offset) =>
				executions.list(input.statusFilter, count, offset).map(describe),
			);
			return { executions: items, nextToken };
		},
		GetExecutionHistory(input) {
			const history = executions.history(nameOf(input));
			if (input.reverseOrder) history.reverse();
			const { items, nextToken } = page(input, (count, offset) => history.slice(offset, offset + count));
			return { events: items, nextToken };
		},
		ListStateMachines: () => ({ stateMachines: [machine] }),
		DescribeStateMachine(input) {
			assertMachine(input);
			const { definition } = executions;
			return { ...machine, status: "ACTIVE", definition, roleArn: "arn:aws:iam::000000000000:role/local" };
		},
	};
}

function jsonOf(text: unknown): string {
	try {
		JSON.parse(String(text));
		return String(text);
	} catch {
		throw new StepFunctionsFault("InvalidExecutionInput", "Invalid State Machine Execution Input: not JSON");
	}
}

/** A page of a list; the token is the place of the next one. */
function page<T>({ maxResults, nextToken }: Input, read: (count: number, offset: number) => T[]) {
	const offset = nextToken === undefined ? 0 : Number(nextToken);
	if (!Number.isInteger(offset) || offset < 0) throw new StepFunctionsFault("InvalidToken", "Invalid Token");
	const count = Math.min(maxPage, Number(maxResults) || 100);
	const found = read(count + 1, offset);
	const items = found.slice(0, count);
	return { items, nextToken: found.length > count ? String(offset + count) : undefined };
}
