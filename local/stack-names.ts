import { workflowName } from "../infra/names.ts";
import { machineArn } from "./stepfunctions/arns.ts";

/** The names of what a stack uses. */
export interface StackNames {
	/** What all of them begin with; must be unique if stacks share an emulator or an account. */
	prefix: string;
	region: string;
	table: string;
	buckets: { recordings: string; exports: string; packs: string; seals: string };
	stateMachineName: string;
	stateMachineArn: string;
	eventBusName: string;
}

/** From the environment, which can name a region, a prefix and a state machine in AWS. */
export function stackNames(): StackNames {
	const { env } = process;
	const region = env.AWS_REGION ?? "ap-northeast-1";
	const prefix = env.STACK_NAME ?? "rireki";
	const stateMachineName = workflowName(prefix);
	return {
		prefix,
		region,
		table: prefix,
		buckets: {
			recordings: `${prefix}-recordings`,
			exports: `${prefix}-exports`,
			packs: `${prefix}-packs`,
			seals: `${prefix}-trail-seals`,
		},
		stateMachineName,
		stateMachineArn: env.ASYNC_SEARCH_STATE_MACHINE_ARN ?? machineArn(region, stateMachineName),
		eventBusName: prefix,
	};
}
