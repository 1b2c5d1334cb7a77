import { join } from "node:path";
import { Duration, RemovalPolicy } from "aws-cdk-lib";
import {
	ArnPrincipal,
	PolicyDocument,
	PolicyStatement,
	Role,
	ServicePrincipal,
	SessionTagsPrincipal,
} from "aws-cdk-lib/aws-iam";
import {
	Architecture,
	Code,
	Function as LambdaFunction,
	LoggingFormat,
	Runtime,
	Tracing,
} from "aws-cdk-lib/aws-lambda";
import { LogGroup } from "aws-cdk-lib/aws-logs";
import { Construct } from "constructs";
import { type EnvName, environmentOf } from "../environments.ts";
import { type FunctionName, functionSpec } from "../functions.ts";
import { stackNameOf } from "../names.ts";
import type { StageConfig } from "../stage-config.ts";
import { acknowledgeWildcards } from "./acknowledge.ts";
import { dataStatements, type PermissionTargets, serviceStatements } from "./permissions.ts";

/** A missing value fails the synthesis. */
export type EnvValues = Readonly<Partial<Record<EnvName, string>>>;

export interface DeployedFunctionProps {
	stage: string;
	config: StageConfig;
	name: FunctionName;
	/** Absent for a function without permissions. */
	targets?: PermissionTargets;
	env?: EnvValues;
	/** For functions that are behind CloudFront. */
	originKeys?: string;
}

/**
 * The function whose data role operators may assume as well (docs/decisions/031): the role can read the table, its
 * indexes and packs, and can write nothing.
 */
export const lentToOperators: FunctionName = "api/get-search-options";

const forOneTenant = {
	StringLike: { "aws:RequestTag/tenant": "?*" },
	"ForAllValues:StringEquals": { "aws:TagKeys": ["tenant"] },
};

/** A function of infra/functions.ts with its log group and a role of its own. */
export class DeployedFunction extends Construct {
	readonly function: LambdaFunction;
	readonly logGroup: LogGroup;
	/** The role with which a function that serves a tenant accesses its data. */
	readonly tenantRole: Role | undefined;

	constructor(scope: Construct, id: string, props: DeployedFunctionProps) {
		super(scope, id);
		const { stage, config, name, targets, env, originKeys } = props;
		const spec = functionSpec(name);
		const functionName = `${stackNameOf(stage)}-${name.slice(name.indexOf("/") + 1)}`;
		this.logGroup = new LogGroup(this, "Logs", {
			logGroupName: `/aws/lambda/${functionName}`,
			retention: config.logRetentionDays,
			removalPolicy: RemovalPolicy.DESTROY,
		});
		const role = new Role(this, "Role", {
			assumedBy: new ServicePrincipal("lambda.amazonaws.com"),
			description: `What ${name} may do`,
		});
		role.addToPrincipalPolicy(
			new PolicyStatement({
				actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
				resources: [this.logGroup.logGroupArn],
			}),
		);
		if (targets) {
			const statements = serviceStatements(spec.allow, targets);
			if (spec.serves === "tenant") {
				this.tenantRole = this.bindToTenant(role, name, targets);
				if (name === lentToOperators) lend(this.tenantRole, config.operatorRoleArns);
			} else statements.push(...dataStatements(spec.allow, targets, false));
			for (const statement of statements) role.addToPrincipalPolicy(statement);
			acknowledgeWildcards(role, resourcesOf(statements));
		} else acknowledgeWildcards(role, []);
		this.function = new LambdaFunction(this, "Function", {
			functionName,
			code: codeOf(name),
			handler: "index.handler",
			runtime: Runtime.NODEJS_24_X,
			architecture: Architecture.ARM_64,
			memorySize: spec.memoryMb,
			timeout: Duration.seconds(spec.timeoutSeconds),
			tracing: Tracing.ACTIVE,
			// The logger writes JSON lines; Lambda's own JSON would wrap them, and embedded metrics would be lost.
			loggingFormat: LoggingFormat.TEXT,
			logGroup: this.logGroup,
			role,
			environment: {
				...Object.fromEntries(
					environmentOf(name).map((variable) => [variable, env?.[variable] ?? missing(name, variable)]),
				),
				...(spec.nodeOptions ? { NODE_OPTIONS: spec.nodeOptions } : {}),
				...(spec.edgeOnly ? { ORIGIN_KEYS: originKeys ?? missing(name, "ORIGIN_KEYS") } : {}),
				...(this.tenantRole ? { TENANT_ROLE_ARN: this.tenantRole.roleArn } : {}),
			},
			...(spec.reserved && config.reserveConcurrency ? { reservedConcurrentExecutions: spec.reserved } : {}),
		});
	}

	/** A role that only this function can assume, tagged with one tenant. */
	private bindToTenant(role: Role, name: FunctionName, targets: PermissionTargets): Role {
		const statements = dataStatements(functionSpec(name).allow, targets, true);
		const tenantRole = new Role(this, "TenantRole", {
			assumedBy: new SessionTagsPrincipal(new ArnPrincipal(role.roleArn).withConditions(forOneTenant)),
			description: `The data that ${name} may reach, of the tenant in the session's tag`,
			inlinePolicies: { Tenant: new PolicyDocument({ statements }) },
		});
		role.addToPrincipalPolicy(
			new PolicyStatement({ actions: ["sts:AssumeRole", "sts:TagSession"], resources: [tenantRole.roleArn] }),
		);
		acknowledgeWildcards(tenantRole, resourcesOf(statements));
		return tenantRole;
	}
}

function lend(tenantRole: Role, roleArns: readonly string[]): void {
	if (roleArns.length === 0) return;
	tenantRole.assumeRolePolicy?.addStatements(
		new PolicyStatement({
			actions: ["sts:AssumeRole", "sts:TagSession"],
			principals: roleArns.map((arn) => new ArnPrincipal(arn)),
			conditions: forOneTenant,
		}),
	);
}

const resourcesOf = (statements: PolicyStatement[]) => statements.flatMap(({ resources }) => resources);

function missing(name: string, variable: string): never {
	throw new Error(`${name} reads ${variable}, but its stack has no value for it`);
}

function codeOf(name: FunctionName): Code {
	return Code.fromAsset(join(import.meta.dirname, "../../dist", name), { exclude: ["*.map"] });
}
