import { Validations } from "aws-cdk-lib";
import type { IConstruct } from "constructs";

/** Findings of cdk-nag that stay, each with its reason in a sentence; `npm test` refuses any other. */
export function acknowledge(scope: IConstruct, reason: string, ...rules: string[]): void {
	for (const rule of rules) Validations.of(scope).acknowledge({ id: `AwsSolutions-${rule}`, reason });
}

/** Wildcards that a function's role may have, and why. Any other wildcard stays a finding. */
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
		"Packs the closed time of every tenant, and removes packs that nobody reads any more, on behalf of no caller.",
	],
	[
		/:s3:::[\w-]+-trail-seals-\d+\/\*$/,
		"Puts down digests of every tenant's trail, each under a name of its own; nothing there can be changed.",
	],
	[
		/:execution:rireki-[\w-]+:\*$/,
		"An execution's name is made when it starts; all of them belong to the one state machine.",
	],
];

export function acknowledgeWildcards(scope: IConstruct, resources: readonly string[]): void {
	acknowledge(
		scope,
		"X-Ray's two calls to hand over traces know no resources, nor does the list of a stream's readers.",
		"IAM5[Resource::*]",
	);
	for (const resource of resources) {
		const known = wildcards.find(([pattern]) => pattern.test(resource));
		if (known) acknowledge(scope, known[1], `IAM5[Resource::${resource.replace(/\$\{([^}]+)\}/g, "<$1>")}]`);
	}
}
