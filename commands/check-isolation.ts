import { parseArgs } from "node:util";
import { tenantIdSchema } from "../shared/directory/model.ts";
import { checkIsolation, isAsPromised } from "./check-isolation/check.ts";
import type { Place } from "./check-isolation/session.ts";
import { ArgumentError, fail } from "./cli.ts";

const usage =
	"npm run check-isolation -- --role ARN --table TABLE --packs BUCKET --tenant TENANT --other TENANT (operations.md)";

function readArguments(): { place: Place; tenants: [string, string] } {
	const text = { type: "string" } as const;
	const { values } = parseArgs({ options: { role: text, table: text, packs: text, tenant: text, other: text } });
	const tenant = tenantIdSchema.safeParse(values.tenant);
	const other = tenantIdSchema.safeParse(values.other);
	if (!tenant.success || !other.success || tenant.data === other.data) {
		throw new ArgumentError("--tenant and --other must be the ids of two tenants");
	}
	const { role: roleArn, table, packs } = values;
	if (!roleArn || !table || !packs) throw new ArgumentError("--role, --table and --packs are needed");
	return { place: { roleArn, table, packs }, tenants: [tenant.data, other.data] };
}

try {
	const { place, tenants } = readArguments();
	const { findings, withoutPacks } = await checkIsolation(place, tenants);
	for (const finding of findings) {
		const { as, of, what, outcome } = finding;
		console.log(`${isAsPromised(finding) ? "ok   " : "WRONG"} as ${as}: ${what} of ${of}: ${outcome}`);
	}
	for (const tenant of withoutPacks) console.log(`Not checked: ${tenant} has no packs yet. Run it again when it has.`);
	const wrong = findings.filter((finding) => !isAsPromised(finding)).length;
	console.log(
		wrong > 0 ? `${wrong} of ${findings.length} reads are wrong.` : `All ${findings.length} reads are right.`,
	);
	process.exitCode = wrong > 0 ? 1 : 0;
} catch (cause) {
	fail(cause, usage);
}
