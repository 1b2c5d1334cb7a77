import { textOf } from "./bounds.ts";
import { docs } from "./limit.ts";
import { many, one, type Rule } from "./rule.ts";

export const stackRules: Record<string, Rule> = {
	"a resource has at most 50 tags, with keys of 128 and values of 256 characters": {
		source: `${docs}/tag-editor/latest/userguide/best-practices-and-strats.html`,
		broken: ({ Resources }) =>
			Object.entries(Resources).flatMap(([id, { Properties: { Tags = [] } = {} }]) => {
				const tags: [string, string][] = Array.isArray(Tags)
					? Tags.map(({ Key, Value }) => [Key, Value])
					: Object.entries(Tags);
				const fits = tags.every(([key, value]) => textOf(key).length <= 128 && textOf(value).length <= 256);
				return fits && tags.length <= 50 ? [] : [id];
			}),
		bad: one("AWS::S3::Bucket", { Tags: [{ Key: "k".repeat(129), Value: "" }] }),
	},
	"a stack has at most 500 resources, 200 outputs, 200 parameters and a megabyte": {
		source: `${docs}/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html`,
		broken: (stack) => {
			const { Resources, Outputs = {}, Parameters = {}, Description = "" } = stack;
			const count = (things: object) => Object.keys(things).length;
			return [
				...(count(Resources) > 500 ? [`${count(Resources)} resources`] : []),
				...(count(Outputs) > 200 ? [`${count(Outputs)} outputs`] : []),
				...(count(Parameters) > 200 ? [`${count(Parameters)} parameters`] : []),
				...(JSON.stringify(stack, null, 1).length > 1_000_000 ? ["its size"] : []),
				...(Description.length > 1024 ? ["its description"] : []),
			];
		},
		bad: { Resources: Object.fromEntries(many(501, (index) => [`r${index}`, { Type: "AWS::SNS::Topic" }])) },
	},
	"names in a stack are at most 255 letters and digits, and its outputs keep their limits": {
		source: `${docs}/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html`,
		broken: ({ Resources, Outputs = {} }) => [
			...[...Object.keys(Resources), ...Object.keys(Outputs)].filter((name) => !/^[A-Za-z0-9]{1,255}$/.test(name)),
			...Object.values(Outputs).flatMap(({ Description = "", Export }) => [
				...(Description.length > 1024 ? [Description] : []),
				...(Export && textOf(Export.Name).length > 255 ? [textOf(Export.Name)] : []),
			]),
		],
		bad: { Resources: { "a-b": { Type: "AWS::SNS::Topic" } } },
	},
};
