import { type FunctionName, functionNames } from "../../../infra/functions.ts";
import type { Properties, StackTemplate } from "./synthesized.ts";

export interface DeployedLambda {
	name: FunctionName;
	properties: Properties;
	roleId: string;
	tenantRoleId: string | undefined;
}

/** The functions of infra/functions.ts that a stack deploys, without those that CDK adds. */
export function lambdasOf(stack: StackTemplate): DeployedLambda[] {
	return stack.ofType("AWS::Lambda::Function").flatMap(({ properties }) => {
		const name = functionNames.find((known) => properties.FunctionName === `rireki-prod-${known.split("/")[1]}`);
		if (!name) return [];
		return [
			{
				name,
				properties,
				roleId: properties.Role["Fn::GetAtt"][0],
				tenantRoleId: properties.Environment?.Variables?.TENANT_ROLE_ARN?.["Fn::GetAtt"]?.[0],
			},
		];
	});
}
