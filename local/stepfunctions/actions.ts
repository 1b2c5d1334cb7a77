import { executionArn } from "./arns.ts";
import type { ExecutionRow } from "./execution-store.ts";
import { StepFunctionsFault } from "./fault.ts";
import type { Machine } from "./machine.ts";
import { isTooLarge } from "./task.ts";

/** A request's parameters, as unchecked as they came. */
// biome-ignore lint/suspicious/noExplicitAny: each action checks what it uses
export type Input = Record<string, any>;

type Action = (machine: Machine | undefined, input: Input) => object;

/** What is used of Step Functions: by the product, and by its operators with the AWS CLI. */
export const actions: Record<string, Action> = {
	/** The same start once more is the same execution, while that runs. */
	StartExecution(served, { stateMachineArn, name, input, ...rest }) {
		refuse(rest);
		const machine = checkedMachine(served, stateMachineArn);
		const known = machine.find(checkedName(name));
		if (known && !(known.status === "RUNNING" && known.input === input)) {
			throw new StepFunctionsFault("ExecutionAlreadyExists", `Execution Already Exists: '${arnOf(machine, known)}'`);
		}
		const execution = known ?? machine.start(name, checkedInput(input));
		return { executionArn: arnOf(machine, execution), startDate: seconds(execution.started_at) };
	},
	StopExecution(served, { executionArn, error, cause, ...rest }) {
		refuse(rest);
		const { machine, execution } = findExecution(served, executionArn);
		return { stopDate: seconds(machine.stop(execution, { error, cause }).stopped_at) };
	},
	DescribeExecution(served, { executionArn, ...rest }) {
		refuse(rest);
		const { machine, execution } = findExecution(served, executionArn);
		const { input, output, error, cause } = execution;
		return { ...itemOf(machine, execution), input, ...withoutNulls({ output, error, cause }) };
	},
	ListExecutions(served, { stateMachineArn, ...rest }) {
		refuse(rest);
		const machine = checkedMachine(served, stateMachineArn);
		return { executions: machine.list().map((execution) => itemOf(machine, execution)) };
	},
};

function itemOf(machine: Machine, execution: ExecutionRow): object {
	return {
		executionArn: arnOf(machine, execution),
		stateMachineArn: machine.arn,
		name: execution.name,
		status: execution.status,
		startDate: seconds(execution.started_at),
		stopDate: seconds(execution.stopped_at),
	};
}

const arnOf = ({ region }: Machine, { machine, name }: ExecutionRow) => executionArn(region, machine, name);

/** The service's times are epoch seconds. */
const seconds = (milliseconds: number | null) => (milliseconds === null ? undefined : milliseconds / 1000);

const withoutNulls = (members: object) =>
	Object.fromEntries(Object.entries(members).filter(([, value]) => value !== null));

function refuse(rest: Input): void {
	const names = Object.keys(rest);
	if (names.length === 0) return;
	throw new StepFunctionsFault(
		"ValidationException",
		`The local stack does not know the parameter ${names.join(", ")}`,
	);
}

function checkedMachine(machine: Machine | undefined, arn: unknown): Machine {
	if (!/^arn:aws[\w-]*:states:[^:]*:\d{12}:stateMachine:[^:]+$/.test(String(arn)))
		throw new StepFunctionsFault("InvalidArn", `Invalid Arn: '${arn}' is not a state machine's`);
	if (!machine || machine.arn !== arn)
		throw new StepFunctionsFault("StateMachineDoesNotExist", `State Machine Does Not Exist: '${arn}'`);
	return machine;
}

function findExecution(machine: Machine | undefined, arn: unknown): { machine: Machine; execution: ExecutionRow } {
	const [, name] = /^arn:aws[\w-]*:states:[^:]*:\d{12}:execution:[^:]+:([^:]+)$/.exec(String(arn)) ?? [];
	if (!name) throw new StepFunctionsFault("InvalidArn", `Invalid Arn: '${arn}' is not an execution's`);
	const execution = machine?.find(name);
	if (machine && execution && arnOf(machine, execution) === arn) return { machine, execution };
	throw new StepFunctionsFault("ExecutionDoesNotExist", `Execution Does Not Exist: '${arn}'`);
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: exactly these are refused by the service
const legalName = /^[^\s<>{}[\]?*"#%\\^|~`$&,;:/\u0000-\u001F\u007F-\u009F]{1,80}$/;

function checkedName(name: unknown): string {
	if (typeof name === "string" && legalName.test(name)) return name;
	throw new StepFunctionsFault("InvalidName", `Invalid Name: '${name}'`);
}

function checkedInput(input: unknown): string {
	const text = String(input);
	if (isTooLarge(text)) throw new StepFunctionsFault("ValidationException", "The input is larger than 256 KB");
	try {
		JSON.parse(text);
		return text;
	} catch (cause) {
		throw new StepFunctionsFault("InvalidExecutionInput", `Invalid State Machine Execution Input: '${cause}'`);
	}
}
