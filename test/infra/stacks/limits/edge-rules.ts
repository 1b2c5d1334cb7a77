import type { Properties } from "../synthesized.ts";
import { docs } from "./limit.ts";
import { ofType, one, type Rule } from "./rule.ts";

const acl = "AWS::WAFv2::WebACL";
/** The capacity that a web ACL's price includes; more, up to 5,000, is charged by the request. */
const capacity = 1500;
/** Amazon's own figures, which never change for a rule group. */
const ofGroup: Record<string, number> = {
	AWSManagedRulesAmazonIpReputationList: 25,
	AWSManagedRulesKnownBadInputsRuleSet: 200,
	AWSManagedRulesCommonRuleSet: 700,
};
const ofTransformation = 10;

function unitsOf(statement: Properties): number {
	const [[kind, inner] = ["", {}]] = Object.entries<Properties>(statement);
	const transformed = (texts: { Type: string }[] = []) =>
		texts.filter(({ Type }) => Type !== "NONE").length * ofTransformation;
	switch (kind) {
		case "ManagedRuleGroupStatement":
			return ofGroup[inner.Name] ?? Number.NaN;
		case "RateBasedStatement": {
			const keys: Properties[] = inner.CustomKeys ?? [];
			const texts = keys
				.flatMap((key) => Object.values(key))
				.map(({ TextTransformations }) => transformed(TextTransformations));
			return 2 + keys.length * 30 + texts.reduce((sum, units) => sum + units, 0);
		}
		case "AndStatement":
			return inner.Statements.reduce((sum: number, one: Properties) => sum + unitsOf(one), 0);
		case "NotStatement":
			return unitsOf(inner.Statement);
		case "SizeConstraintStatement":
			return 1 + transformed(inner.TextTransformations);
		case "ByteMatchStatement":
			return (inner.PositionalConstraint === "CONTAINS" ? 10 : 2) + transformed(inner.TextTransformations);
		default:
			return Number.NaN;
	}
}

export const edgeRules: Record<string, Rule> = {
	"a firewall's rules have a known capacity each, and fit into the capacity that the price includes": {
		source: `${docs}/waf/latest/developerguide/aws-waf-capacity-units.html, …/waf-rule-statements.html`,
		broken: (stack) =>
			ofType(stack, acl).flatMap(({ id, properties: { Rules = [] } }) => {
				const units = Rules.reduce((sum: number, { Statement }: Properties) => sum + unitsOf(Statement), 0);
				return units <= capacity ? [] : [`${id} uses ${units}`];
			}),
		bad: one(acl, {
			Rules: Array.from({ length: 3 }, () => ({
				Statement: { ManagedRuleGroupStatement: { Name: "AWSManagedRulesCommonRuleSet" } },
			})),
		}),
	},
	"a firewall defines every body that it answers with, and no other": {
		source: `${docs}/waf/latest/APIReference/API_CustomResponse.html`,
		broken: (stack) =>
			ofType(stack, acl).flatMap(({ properties: { Rules = [], CustomResponseBodies = {} } }) => {
				const used: string[] = Rules.flatMap(
					({ Action }: Properties) => Action?.Block?.CustomResponse?.CustomResponseBodyKey ?? [],
				);
				const there = Object.keys(CustomResponseBodies);
				return [...used.filter((key) => !there.includes(key)), ...there.filter((key) => !used.includes(key))];
			}),
		bad: one(acl, { Rules: [{ Action: { Block: { CustomResponse: { CustomResponseBodyKey: "gone" } } } }] }),
	},
};
