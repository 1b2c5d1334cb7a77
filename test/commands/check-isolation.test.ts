import { afterEach, beforeAll, expect, inject, onTestFinished, test, vi } from "vitest";
import { checkIsolation, isAsPromised } from "../../commands/check-isolation/check.ts";
import { lentToOperators } from "../../infra/constructs/deployed-function.ts";
import { dataStatements } from "../../infra/constructs/permissions.ts";
import { functions } from "../../infra/functions.ts";
import { statementsOf } from "../infra/stacks/synthesized.ts";
import { basicTenant, callCompleted } from "../support/events.ts";
import { type AccessRequest, allows } from "../support/iam.ts";
import { createPacker } from "../support/packs.ts";
import { permissionTargets, tableArn } from "../support/permission-targets.ts";
import { startProxy } from "../support/proxy.ts";
import { assumeRoleAnswer, startService } from "../support/sts.ts";
import { createWorld, type World } from "../support/world.ts";

const tenants: [string, string] = ["acme", "harbour"];
let world: World;

beforeAll(async () => {
	world = await createWorld();
	for (const tenant of tenants) {
		const calls = Array.from({ length: 3 }, (_, index) => callCompleted({ callId: `c-${index}` }, { tenant }));
		await world.takeIn(...basicTenant(tenant), ...calls);
	}
	world.clock.now += 86_400_000;
	await createPacker(world).run();
});

afterEach(() => vi.unstubAllEnvs());

/** The deployed policy of the role that is lent to operators. */
function policyOfRole({ bound }: { bound: boolean }) {
	const statements = dataStatements(functions[lentToOperators].allow, permissionTargets(), bound);
	return statementsOf({ Statement: statements.map((statement) => statement.toStatementJson()) });
}

/** Starts STS, a table and a bucket that refuse requests unless `isAllowed` returns true. */
async function startAccount(isAllowed: (request: AccessRequest) => boolean) {
	const sts = await startService(assumeRoleAnswer);
	const tenantOf = (accessKeyId = "") => ({ "aws:PrincipalTag/tenant": accessKeyId.replace(/^KEY-/, "") });
	const dynamodb = await startProxy(inject("dynamodbEndpoint"));
	dynamodb.fault = ({ operation, accessKeyId, body }) => {
		const { IndexName, ExpressionAttributeValues: values, RequestItems } = JSON.parse(body);
		const got = Object.values<{ Keys: { p: { S: string } }[] }>(RequestItems ?? {}).flatMap(({ Keys }) => Keys);
		const keys: string[] = values ? [values[":p"].S] : got.map(({ p }) => p.S);
		const context = { ...tenantOf(accessKeyId), "dynamodb:LeadingKeys": keys };
		const resource = IndexName ? `${tableArn}/index/${IndexName}` : tableArn;
		if (isAllowed({ action: `dynamodb:${operation}`, resource, context })) return undefined;
		return { status: 400, body: JSON.stringify({ __type: "com.amazon.coral.service#AccessDeniedException" }) };
	};
	const s3 = await startService(({ path, accessKeyId }) => {
		const resource = `arn:aws:s3:::${path.slice(1).split("?")[0]}`;
		const isGranted = isAllowed({ action: "s3:GetObject", resource, context: tenantOf(accessKeyId) });
		return isGranted ? { status: 200, body: "x" } : { status: 403, body: "<Error><Code>AccessDenied</Code></Error>" };
	});
	onTestFinished(() => void [sts, s3].map(({ stop }) => stop()));
	vi.stubEnv("STS_ENDPOINT", sts.url);
	vi.stubEnv("DYNAMODB_ENDPOINT", dynamodb.url);
	vi.stubEnv("S3_ENDPOINT", s3.url);
	return { roleArn: "arn:aws:iam::111111111111:role/tenant", table: world.tableName, packs: "packs" };
}

test("finds that the role keeps tenants apart: each reads its own data and is refused the other's", async () => {
	const policy = policyOfRole({ bound: true });
	const place = await startAccount((request) => allows(policy, request));
	const { findings, withoutPacks } = await checkIsolation(place, tenants);
	expect(findings.filter((finding) => !isAsPromised(finding))).toEqual([]);
	expect(withoutPacks).toEqual([]);
	const read = findings.filter(({ as, of }) => as === "acme" && of === "harbour").map(({ what }) => what);
	expect(read).toEqual(expect.arrayContaining(["the table", "an item", "a pack", "the index by-time"]));
});

test("reports a role that reaches every tenant, and one that reaches none", async () => {
	const policy = policyOfRole({ bound: false });
	const open = await checkIsolation(await startAccount((request) => allows(policy, request)), tenants);
	expect(open.findings.filter((finding) => !isAsPromised(finding)).map(({ as, of }) => as === of)).not.toContain(true);
	expect(open.findings.filter((finding) => !isAsPromised(finding))).toHaveLength(open.findings.length / 2);

	const closed = await checkIsolation(await startAccount(() => false), tenants);
	expect(closed.findings.filter((finding) => isAsPromised(finding)).map(({ as, of }) => as === of)).not.toContain(true);
	expect(closed.findings.some((finding) => !isAsPromised(finding))).toBe(true);
});

test("does not count a fault as a refusal", async () => {
	const place = await startAccount(() => true);
	await expect(checkIsolation({ ...place, table: "no-such-table" }, tenants)).rejects.toThrow();
});
