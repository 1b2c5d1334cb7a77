import { StepFunctionsFault } from "./fault.ts";

export const accountId = "000000000000";

export const machineArn = (region: string, name: string) =>
	`arn:aws:states:${region}:${accountId}:stateMachine:${name}`;
export const executionArn = (region: string, machine: string, name: string) =>
	`arn:aws:states:${region}:${accountId}:execution:${machine}:${name}`;
export const functionArn = (region: string, name: string) => `arn:aws:lambda:${region}:${accountId}:function:${name}`;
export const roleArn = `arn:aws:iam::${accountId}:role/local`;

export function parseExecutionArn(arn: unknown): { machine: string; name: string } {
	const [, machine, name] = /^arn:aws[\w-]*:states:[^:]*:\d{12}:execution:([^:]+):([^:]+)$/.exec(String(arn)) ?? [];
	if (!machine || !name) throw new StepFunctionsFault("InvalidArn", `Invalid Arn: '${arn}' is not an execution's`);
	return { machine, name };
}

export function checkedMachineArn(arn: unknown): string {
	if (typeof arn === "string" && /^arn:aws[\w-]*:states:[^:]*:\d{12}:stateMachine:[^:]+$/.test(arn)) return arn;
	throw new StepFunctionsFault("InvalidArn", `Invalid Arn: '${arn}' is not a state machine's`);
}
