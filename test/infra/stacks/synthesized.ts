import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { type Stack as CdkStack, Validations } from "aws-cdk-lib";
import { Template } from "aws-cdk-lib/assertions";
import { AwsSolutionsChecks } from "cdk-nag";
import { functionNames } from "../../../esbuild.config.mjs";
import { stages } from "../../../infra/config.ts";
import { createApp, createStage } from "../../../infra/stage.ts";
import type { Stack } from "./limits/rule.ts";

// biome-ignore lint/suspicious/noExplicitAny: templates are read without types
export type Properties = Record<string, any>;

interface Resource {
	id: string;
	type: string;
	properties: Properties;
	deletionPolicy: string | undefined;
}

/** A stack as CloudFormation gets it. */
export interface StackTemplate {
	template: Template;
	resources: Resource[];
	ofType(type: string): Resource[];
}

function makeStage(stage: string) {
	// The bundles have their own tests; here their folders only have to exist.
	for (const name of functionNames()) mkdirSync(join("dist", name), { recursive: true });
	const app = createApp();
	return { app, stacks: createStage(app, stage) };
}

const madeStages = new Map<string, ReturnType<typeof makeStage>>();

/** A stage as it is for all tests: synthesizing one takes seconds. */
function stageOf(name: string): ReturnType<typeof makeStage> {
	const made = madeStages.get(name) ?? makeStage(name);
	madeStages.set(name, made);
	return made;
}

/** The findings as cdk-nag reports them, or an empty text. An app with findings gives no templates. */
export function findingsOfNag(): string {
	const { app } = makeStage("prod");
	Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
	try {
		app.synth();
		return "";
	} catch (error) {
		return String(error);
	}
}

/** The stage `prod`. */
export function synthesize() {
	const { app, stacks } = stageOf("prod");
	const templateOf = (stack: CdkStack): StackTemplate => {
		const template = Template.fromStack(stack);
		const resources = Object.entries(template.toJSON().Resources as Record<string, Properties>).map(
			([id, { Type, Properties = {}, DeletionPolicy }]) => ({
				id,
				type: Type as string,
				properties: Properties,
				deletionPolicy: DeletionPolicy as string | undefined,
			}),
		);
		return { template, resources, ofType: (type) => resources.filter((resource) => resource.type === type) };
	};
	return {
		app,
		mail: templateOf(stacks.mail),
		data: templateOf(stacks.data),
		identity: templateOf(stacks.identity),
		service: templateOf(stacks.service),
		web: templateOf(stacks.web),
		login: stacks.identity.login,
	};
}

export type Synthesized = ReturnType<typeof synthesize>;

/** Every stack of every stage, by its name. */
export function synthesizeAll(): Record<string, Stack> {
	return Object.fromEntries(
		Object.keys(stages).flatMap((stage) =>
			Object.values(stageOf(stage).stacks).map((made) => [made.stackName, Template.fromStack(made).toJSON() as Stack]),
		),
	);
}

/** References and joins as roughly the text that they become: a resource's name stands for its value. */
export function text(value: unknown): string {
	if (typeof value !== "object" || value === null) return String(value);
	const node = value as Properties;
	if (node["Fn::Join"]) return node["Fn::Join"][1].map(text).join(node["Fn::Join"][0]);
	if (node["Fn::ImportValue"]) return text(node["Fn::ImportValue"]);
	if (node["Fn::GetAtt"]) return [node["Fn::GetAtt"]].flat().join(".");
	if (node.Ref) return node.Ref;
	throw new Error(`no text: ${JSON.stringify(value)}`);
}

export interface Statement {
	effect: string;
	actions: string[];
	resources: string[];
	conditions: Record<string, Record<string, string | string[]>>;
}

export function statementsOf(document: Properties): Statement[] {
	return document.Statement.map((statement: Properties) => ({
		effect: statement.Effect,
		actions: [statement.Action].flat(),
		resources: [statement.Resource ?? []].flat().map(text),
		conditions: statement.Condition ?? {},
	}));
}

/** All that a role may do, by its inline and its attached policies. */
export function policyOf(stack: StackTemplate, roleId: string): Statement[] {
	const attached = stack
		.ofType("AWS::IAM::Policy")
		.filter(({ properties }) => properties.Roles.some((role: Properties) => role.Ref === roleId))
		.map(({ properties }) => properties.PolicyDocument);
	const role = stack.resources.find(({ id }) => id === roleId);
	const inline = (role?.properties.Policies ?? []).map((policy: Properties) => policy.PolicyDocument);
	return [...attached, ...inline].flatMap(statementsOf);
}
