import type { Properties } from "../synthesized.ts";
import { docs } from "./limit.ts";
import { many, ofType, one, type Rule } from "./rule.ts";

const table = "AWS::DynamoDB::Table";
const indexesOf = ({ GlobalSecondaryIndexes = [] }: Properties): Properties[] => GlobalSecondaryIndexes;
const projectedBy = ({ Projection }: Properties): string[] => Projection?.NonKeyAttributes ?? [];
const keysOf = (properties: Properties): string[] =>
	[properties, ...indexesOf(properties)].flatMap(({ KeySchema }) =>
		KeySchema.map(({ AttributeName }: Properties) => AttributeName),
	);
const projecting = (...counts: number[]) =>
	one(table, {
		KeySchema: [{ AttributeName: "p" }],
		AttributeDefinitions: [{ AttributeName: "p" }],
		GlobalSecondaryIndexes: counts.map((count, index) => ({
			IndexName: `i${index}`,
			KeySchema: [{ AttributeName: "p" }],
			Projection: { NonKeyAttributes: many(count, (attribute) => `a${attribute}`) },
		})),
	});

/**
 * Attributes that indexes copy, counted once for each index. DynamoDB allows 100; our own limit leaves room for later
 * attributes.
 */
const ourMostProjected = 60;

export const tableRules: Record<string, Rule> = {
	[`the indexes of a table copy at most ${ourMostProjected} attributes of the 100 that DynamoDB allows`]: {
		source: `${docs}/amazondynamodb/latest/APIReference/API_Projection.html`,
		broken: (stack) =>
			ofType(stack, table).flatMap(({ id, properties }) => {
				const count = indexesOf(properties).flatMap(projectedBy).length;
				return count > ourMostProjected ? [`${id} copies ${count}`] : [];
			}),
		bad: projecting(20, 20, 20, 1),
	},
	"an index copies no attribute twice, and no key of its own or its table": {
		source: `${docs}/amazondynamodb/latest/APIReference/API_Projection.html`,
		broken: (stack) =>
			ofType(stack, table).flatMap(({ properties }) =>
				indexesOf(properties).flatMap((index) => {
					const names = projectedBy(index);
					const own = [properties, index].flatMap(({ KeySchema }) => KeySchema).map((key) => key.AttributeName);
					return names.filter((name, place) => names.indexOf(name) !== place || own.includes(name));
				}),
			),
		bad: one(table, {
			KeySchema: [{ AttributeName: "p" }],
			GlobalSecondaryIndexes: [{ KeySchema: [{ AttributeName: "q" }], Projection: { NonKeyAttributes: ["p"] } }],
		}),
	},
	"a table defines the attributes of its keys and no others, and no two of its indexes share a name": {
		source: `${docs}/amazondynamodb/latest/APIReference/API_CreateTable.html (AttributeDefinitions)`,
		broken: (stack) =>
			ofType(stack, table).flatMap(({ properties }) => {
				const defined = properties.AttributeDefinitions.map(({ AttributeName }: Properties) => AttributeName);
				const used = keysOf(properties);
				const names = indexesOf(properties).map(({ IndexName }) => IndexName);
				return [
					...defined.filter((name: string, place: number) => !used.includes(name) || defined.indexOf(name) !== place),
					...used.filter((name) => !defined.includes(name)),
					...names.filter((name, place) => names.indexOf(name) !== place),
				];
			}),
		bad: one(table, {
			KeySchema: [{ AttributeName: "p" }],
			AttributeDefinitions: [{ AttributeName: "p" }, { AttributeName: "unused" }],
		}),
	},
};
