import { Validations } from "aws-cdk-lib";
import type { IConstruct } from "constructs";

/** Accepts findings of cdk-nag, with a reason; `npm test` fails on any other finding. */
export function acknowledge(scope: IConstruct, reason: string, ...rules: string[]): void {
	for (const rule of rules) Validations.of(scope).acknowledge({ id: `AwsSolutions-${rule}`, reason });
}

/** Wildcards that a function's role may have, and why. Any other wildcard remains a finding. */
const wildcards: [pattern: RegExp, reason: string][] = [
	[
		/:s3:::[\w-]+\/((pieces|results)\/)?\$\{aws:PrincipalTag\/tenant\}\/\*$/,
		"Objects in the folder of the role's own tenant.",
	],
	[
		/:s3:::[\w-]+-exports-\d+\/(pieces|results)\/\*$/,
		"Cleans up after asynchronous searches of every tenant, on behalf of no caller.",
	],
	[
		/:s3:::[\w-]+-recordings-\d+\/\*$/,
		"Removes the recordings of expired records of every tenant, on behalf of no caller.",
	],
	[
		/:s3:::[\w-]+-packs-\d+\/\*$/,
		"Packs the closed time of every tenant, and removes packs that are no longer read, on behalf of no caller.",
	],
	[
		/:s3:::[\w-]+-trail-seals-\d+\/\*$/,
		"Writes digests of every tenant's trail, each under a new name; nothing there can be changed.",
	],
	[
		/:execution:rireki-[\w-]+:\*$/,
		"An execution gets its name when it starts; all executions belong to the one state machine.",
	],
];

export function acknowledgeWildcards(scope: IConstruct, resources: readonly string[]): void {
	acknowledge(
		scope,
		"X-Ray's two calls for sending traces support no resource-level permissions, nor does dynamodb:ListStreams.",
		"IAM5[Resource::*]",
	);
	for (const resource of resources) {
		const known = wildcards.find(([pattern]) => pattern.test(resource));
		if (known) acknowledge(scope, known[1], `IAM5[Resource::${resource.replace(/\$\{([^}]+)\}/g, "<$1>")}]`);
	}
}
