import { ArgumentError } from "./cli.ts";
import { defaultDataDir, readStackDescription } from "./stack-description.ts";

/** Where a stage's data are: named one by one in AWS, and by a local stack's folder. */
export interface Place {
	table: string;
	recordings: string;
	exports: string;
	packs: string;
	endpoints?: { dynamodb: string; s3: string };
}

const text = { type: "string" } as const;
const names = ["table", "recordings", "exports", "packs"] as const;

export const placeOptions = {
	...{ table: text, recordings: text, exports: text, packs: text },
	data: { type: "string", default: defaultDataDir },
} as const;

export const placeUsage = `[--data ${defaultDataDir} | --table TABLE --recordings BUCKET --exports BUCKET --packs BUCKET]`;

type Values = Partial<Record<(typeof names)[number], string>> & { data: string };

/** @throws ArgumentError where only some of them are named */
export function readPlace(values: Values): Place {
	const { table, recordings, exports, packs } = values;
	if (names.every((name) => !values[name])) {
		const stack = readStackDescription(values.data);
		return { table: stack.table, ...stack.buckets, endpoints: stack.aws };
	}
	if (!table || !recordings || !exports || !packs) {
		throw new ArgumentError(`In AWS ${names.map((name) => `--${name}`).join(", ")} are all needed`);
	}
	return { table, recordings, exports, packs };
}
