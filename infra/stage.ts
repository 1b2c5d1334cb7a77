import { App, Tags } from "aws-cdk-lib";
import { stageConfig } from "./config.ts";
import { DataStack } from "./data-stack.ts";
import { IdentityStack } from "./identity-stack.ts";
import { MailStack } from "./mail-stack.ts";
import { stackNameOf } from "./names.ts";
import { ServiceStack } from "./service-stack.ts";
import type { StageConfig } from "./stage-config.ts";
import { WebStack } from "./web-stack.ts";

/** CDK feature flags that are not on by default. */
const context = {
	"@aws-cdk/core:defaultCrossStackReferences": "strong",
	"@aws-cdk/aws-s3:serverAccessLogsUseBucketPolicy": true,
	"@aws-cdk/aws-iam:minimizePolicies": true,
	"@aws-cdk/core:checkSecretUsage": true,
	"@aws-cdk/aws-lambda:useCdkManagedLogGroup": true,
};

export function createApp(): App {
	return new App({ context });
}

/** All stacks of a stage, in the order in which they depend on each other. */
export function createStage(app: App, stage: string, config: StageConfig = stageConfig(stage)) {
	const { account, region } = config;
	const common = { stage, config, env: { account, region } };
	const mail = new MailStack(app, `${stackNameOf(stage)}-mail`, {
		...common,
		description: "Rireki: the domain that mails come from",
	});
	const data = new DataStack(app, `${stackNameOf(stage)}-data`, {
		...common,
		description: "Rireki: records and files",
	});
	const identity = new IdentityStack(app, `${stackNameOf(stage)}-identity`, {
		...common,
		description: "Rireki: login",
		mail,
		crossRegionReferences: true,
	});
	const service = new ServiceStack(app, `${stackNameOf(stage)}-service`, {
		...common,
		description: "Rireki: API, workflow, intake",
		data,
		mail,
		tokens: identity.tokens,
		crossRegionReferences: true,
	});
	const web = new WebStack(app, `${stackNameOf(stage)}-web`, {
		...common,
		description: "Rireki: console and API under one name",
		env: { account, region: "us-east-1" },
		apiHost: service.apiHost,
		login: identity.login,
		crossRegionReferences: true,
	});
	const stacks = { mail, data, identity, service, web };
	for (const stack of Object.values(stacks)) Tags.of(stack).add("service", "rireki");
	return stacks;
}
