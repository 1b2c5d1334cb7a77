export const accountId = "000000000000";

export const machineArn = (region: string, name: string) =>
	`arn:aws:states:${region}:${accountId}:stateMachine:${name}`;
export const executionArn = (region: string, machine: string, name: string) =>
	`arn:aws:states:${region}:${accountId}:execution:${machine}:${name}`;
