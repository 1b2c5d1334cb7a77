import { expect, it } from "vitest";
import { stages } from "../../../infra/config.ts";
import { lentToOperators } from "../../../infra/constructs/deployed-function.ts";
import { functions } from "../../../infra/functions.ts";
import { allows } from "../../support/iam.ts";
import { lambdasOf } from "./lambdas.ts";
import { type Properties, policyOf, type StackTemplate, type Synthesized, statementsOf } from "./synthesized.ts";

/** Actions that support no resources, according to IAM; only these may be allowed on all. */
const withoutResource =
	/^(xray:|logs:(Create|Get|Update|Delete|List)LogDeliver|logs:(Put|Describe)ResourcePolic|logs:DescribeLogGroups|dynamodb:ListStreams)/;
const isData = (action: string) => /^(dynamodb|s3|kms):/.test(action);

export function describePrivileges(synthesized: () => Synthesized): void {
	const stack = (): StackTemplate => synthesized().service;

	it("allow no action by a wildcard, and on all resources only actions that support none", () => {
		for (const name of ["data", "identity", "service"] as const) {
			const { ofType } = synthesized()[name];
			const documents = [
				...ofType("AWS::IAM::Policy").map(({ id, properties }) => ({ id, document: properties.PolicyDocument })),
				...ofType("AWS::IAM::Role").flatMap(({ id, properties }) =>
					(properties.Policies ?? []).map((policy: Properties) => ({ id, document: policy.PolicyDocument })),
				),
			];
			for (const { id, document } of documents) {
				for (const { actions, resources } of statementsOf(document)) {
					expect(resources.length, id).toBeGreaterThan(0);
					for (const action of actions) {
						expect(action, id).not.toContain("*");
						if (resources.includes("*")) expect(action, id).toMatch(withoutResource);
					}
				}
			}
		}
	});

	it("include no managed policy, which Amazon may widen", () => {
		const roles = lambdasOf(stack()).flatMap(({ roleId, tenantRoleId }) => [roleId, tenantRoleId]);
		for (const { id, properties } of stack().ofType("AWS::IAM::Role")) {
			if (roles.includes(id)) expect(properties.ManagedPolicyArns ?? [], id).toEqual([]);
		}
	});

	it("give each function a role of its own", () => {
		const roles = lambdasOf(stack()).map(({ roleId }) => roleId);
		expect(new Set(roles).size).toBe(roles.length);
	});

	it("let a function that serves a tenant reach data only by that tenant's role", () => {
		for (const { name, roleId, tenantRoleId } of lambdasOf(stack())) {
			const own = policyOf(stack(), roleId).flatMap(({ actions }) => actions);
			if (functions[name].serves === "tenant") {
				expect(own.filter(isData), name).toEqual([]);
				expect(tenantRoleId, name).toBeDefined();
			} else {
				expect(own, name).not.toContain("sts:AssumeRole");
				expect(tenantRoleId, name).toBeUndefined();
			}
		}
	});

	it("let only its own function, and operators in one case, assume a tenant's role, and only for a tenant", () => {
		for (const { name, roleId, tenantRoleId } of lambdasOf(stack())) {
			if (!tenantRoleId) continue;
			const role = stack().resources.find(({ id }) => id === tenantRoleId)?.properties;
			const trusts: Properties[] = role?.AssumeRolePolicyDocument.Statement ?? [];
			const own = { "Fn::GetAtt": [roleId, "Arn"] };
			const trusted = name === lentToOperators ? [own, ...stages.prod.operatorRoleArns] : [own];
			expect(trusts.flatMap(({ Principal }) => Principal.AWS).toSorted(), name).toEqual(trusted);
			for (const trust of trusts) {
				const document = { Statement: [{ ...trust, Resource: "role" }] };
				const assume = (context: Record<string, string | string[]>) =>
					allows(statementsOf(document), { action: "sts:AssumeRole", resource: "role", context });
				expect(assume({ "aws:RequestTag/tenant": "acme", "aws:TagKeys": ["tenant"] }), name).toBe(true);
				expect(assume({}), name).toBe(false);
				expect(assume({ "aws:RequestTag/tenant": "", "aws:TagKeys": ["tenant"] }), name).toBe(false);
				expect(assume({ "aws:RequestTag/tenant": "acme", "aws:TagKeys": ["tenant", "other"] }), name).toBe(false);
			}
			const [grant] = policyOf(stack(), roleId).filter(({ actions }) => actions.includes("sts:AssumeRole"));
			expect(grant?.resources, name).toEqual([`${tenantRoleId}.Arn`]);
		}
	});

	it("lend operators a role that only reads", () => {
		const { tenantRoleId = "" } = lambdasOf(stack()).find(({ name }) => name === lentToOperators) ?? {};
		const actions = policyOf(stack(), tenantRoleId).flatMap((statement) => statement.actions);
		const reads = ["dynamodb:BatchGetItem", "dynamodb:Query", "kms:Decrypt", "s3:GetObject"];
		expect([...new Set(actions)].toSorted()).toEqual(reads);
	});

	it("let nobody scan the table", () => {
		const all = lambdasOf(stack()).flatMap(({ roleId, tenantRoleId }) =>
			[roleId, tenantRoleId ?? roleId].flatMap((id) => policyOf(stack(), id).flatMap(({ actions }) => actions)),
		);
		expect(all).toContain("dynamodb:Query");
		expect(all.filter((action) => /Scan|PartiQL|Table$/.test(action))).toEqual([]);
	});
}
