import { dataStatements, serviceStatements } from "../../../infra/constructs/permissions.ts";
import { type FunctionName, functionSpec } from "../../../infra/functions.ts";
import { permissionTargets } from "../../support/permission-targets.ts";

/** The rights of a function's roles, spelt as {@link recordServiceCalls} spells calls. */
export function rightsOf(name: FunctionName): string[] {
	const { allow, serves } = functionSpec(name);
	const targets = permissionTargets();
	const statements = [...dataStatements(allow, targets, serves === "tenant"), ...serviceStatements(allow, targets)];
	const rights = statements.flatMap((statement) => {
		const { Action, Resource, Condition = {} } = statement.toStatementJson();
		const resources: string[] = [Resource].flat();
		const keys: string[] = [Condition["ForAllValues:StringLike"]?.["dynamodb:LeadingKeys"] ?? []].flat();
		const counts = keys.length > 0 && keys.every((key) => key.includes("####"));
		const prefixes: string[] = [Condition.StringLike?.["s3:prefix"] ?? []].flat();
		const listed = prefixes.flatMap((prefix) => resources.map((resource) => `${resource}/${prefix}`));
		const named = listed.length > 0 ? listed : resources;
		return [Action]
			.flat()
			.flatMap((action: string) => named.map((arn) => told(action, counts ? "counts" : kindOf(arn))));
	});
	return [...new Set(rights)].toSorted();
}

const told = (action: string, kind: string) => (kind ? `${action} ${kind}` : action);

function kindOf(arn: string): string {
	const [, , service, , , ...rest] = arn.split(":");
	const path = rest.join(":");
	if (service === "dynamodb")
		return path.includes("/stream/") ? "stream" : path.includes("/index/") ? "index" : "table";
	if (service === "s3")
		return path.startsWith("exports") ? path.split("/").slice(0, 2).join("/") : (path.split("/")[0] ?? "");
	return service === "sqs" ? path : "";
}
