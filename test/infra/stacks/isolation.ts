import { expect, it } from "vitest";
import { type FunctionName, functionSpec } from "../../../infra/functions.ts";
import { indexes } from "../../../shared/call-history/schema.ts";
import { tenantIdSchema } from "../../../shared/directory/model.ts";
import { packDueIndex } from "../../../shared/pack/schema.ts";
import { type AccessRequest, allows } from "../../support/iam.ts";
import { lambdasOf } from "./lambdas.ts";
import { policyOf, type StackTemplate, type Statement } from "./synthesized.ts";

const ownKeys = ["acme", "acme#call-1", "acme#b01#u-1", "acme#2611", "acme#090123", "acme#sv01"];
/** Keys of call counts, the only items that some functions may change. */
const countKeys = ["acme####", "acme####sv01", "acme####a@example.com"];
/** Keys of other tenants, and keys that only resemble the tenant's own. */
const foreignKeys = [
	"harbour",
	"harbour#call-1",
	"acme2",
	"acme2#call-1",
	"acm",
	"ACME#call-1",
	"#acme",
	"*",
	"acme*",
	"open",
	"",
];

export function describeIsolation(stack: () => StackTemplate): void {
	const tenantPolicies = () =>
		lambdasOf(stack()).flatMap(({ name, tenantRoleId }) =>
			tenantRoleId ? [{ name, policy: policyOf(stack(), tenantRoleId) }] : [],
		);

	it("lets a function reach its tenant's keys and no other tenant's, by every action and index", () => {
		const policies = tenantPolicies();
		expect(policies.length).toBeGreaterThan(20);
		for (const { name, policy } of policies) {
			const actions = policy
				.flatMap((statement) => statement.actions)
				.filter((action) => action.startsWith("dynamodb:"));
			// Only this function uses files alone.
			expect(actions.length > 0, name).toBe(name !== "workflow/assemble-file");
			for (const action of actions) {
				for (const resource of tableResources(policy, action)) {
					const reaches = (...keys: string[]) => allows(policy, withKeys(action, resource, keys));
					const isCounting = action === "dynamodb:UpdateItem" && onlyCounts(name);
					for (const key of isCounting ? countKeys : ownKeys) {
						expect(reaches(key), `${name} ${action} ${key}`).toBe(true);
					}
					if (isCounting) for (const key of ownKeys) expect(reaches(key), key).toBe(false);
					const own = isCounting ? "acme####" : "acme";
					for (const key of [...foreignKeys, "harbour####", "acme2####sv01"]) {
						expect(reaches(key), `${name} ${action} ${key}`).toBe(false);
						expect(reaches(own, key), `${name} ${action} ${own} and ${key}`).toBe(false);
					}
					expect(allows(policy, { action, resource, context: tenant("acme") }), `${name} ${action}`).toBe(false);
				}
			}
		}
	});

	it("lets a function reach nothing without a tenant", () => {
		for (const { name, policy } of tenantPolicies()) {
			const request = {
				action: "dynamodb:BatchGetItem",
				resource: tableOf(policy),
				context: { "dynamodb:LeadingKeys": ["acme"] },
			};
			expect(allows(policy, request), name).toBe(false);
		}
	});

	it("lets no tenant read the packer's index of due notes, whatever the tenant's id", () => {
		expect(tenantIdSchema.safeParse(packDueIndex.value).success).toBe(false);
		for (const { name, policy } of tenantPolicies()) {
			for (const resource of tableResources(policy, "dynamodb:Query")) {
				const request = withKeys("dynamodb:Query", resource, [packDueIndex.value]);
				for (const id of ["acme", "due", packDueIndex.value.slice(1)]) {
					expect(allows(policy, { ...request, context: { ...request.context, ...tenant(id) } }), name).toBe(false);
				}
			}
		}
	});

	it("lets a function that queries any index query every index of call histories", () => {
		const paths = tenantPolicies().map(({ name, policy }) => {
			const resources = tableResources(policy, "dynamodb:Query").map((resource) => resource.split("/index/")[1]);
			return { name, paths: resources.filter((path) => path !== undefined) };
		});
		const searching = paths.filter((one) => one.paths.length > 0);
		expect(searching.length).toBeGreaterThan(3);
		for (const one of searching) {
			expect(one.paths, one.name).toEqual(expect.arrayContaining(Object.keys(indexes)));
		}
	});

	it("lets a function reach files in its tenant's folders only", () => {
		const cases = [
			["api/open-recording", "s3:GetObject", "arn:aws:s3:::rireki-prod-recordings-222222222222/"],
			["api/search-call-histories", "s3:GetObject", "arn:aws:s3:::rireki-prod-packs-222222222222/"],
			["api/open-async-search-file", "s3:GetObject", "arn:aws:s3:::rireki-prod-exports-222222222222/results/"],
			["workflow/export-partition", "s3:PutObject", "arn:aws:s3:::rireki-prod-exports-222222222222/pieces/"],
			["workflow/mark-completed", "s3:DeleteObject", "arn:aws:s3:::rireki-prod-exports-222222222222/pieces/"],
		] as const;
		for (const [name, action, folder] of cases) {
			const { policy } = tenantPolicies().find((found) => found.name === name) ?? {};
			const reaches = (path: string) =>
				allows(policy ?? [], { action, resource: folder + path, context: tenant("acme") });
			expect(reaches("acme/x/1.csv"), name).toBe(true);
			for (const path of ["harbour/x/1.csv", "acme2/1.csv", "acme", "1.csv", "/acme/1.csv"]) {
				expect(reaches(path), `${name} ${path}`).toBe(false);
			}
		}
	});
}

const tenant = (id: string) => ({ "aws:PrincipalTag/tenant": id });

function withKeys(action: string, resource: string, keys: string[]): AccessRequest {
	return { action, resource, context: { ...tenant("acme"), "dynamodb:LeadingKeys": keys } };
}

function tableResources(policy: readonly Statement[], action: string): string[] {
	return policy.filter(({ actions }) => actions.includes(action)).flatMap(({ resources }) => resources);
}

const tableOf = (policy: readonly Statement[]) => String(tableResources(policy, "dynamodb:BatchGetItem")[0]);

/** Whether a function may change counts of calls, and nothing else. */
const onlyCounts = (name: FunctionName) =>
	functionSpec(name).allow.includes("count-calls") && !functionSpec(name).allow.includes("update-records");
