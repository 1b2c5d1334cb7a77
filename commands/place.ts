import { defaultDataDir, readStackDescription } from "../local/stack-description.ts";
import { ArgumentError } from "./cli.ts";

/** Where a stage's data are: by name in AWS, or by a local stack's folder. */
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
	table: text,
	recordings: text,
	exports: text,
	packs: text,
	data: { type: "string", default: defaultDataDir },
} as const;

const placeInAws = "--table TABLE --recordings BUCKET --exports BUCKET --packs BUCKET";
export const placeUsage = `[--data ${defaultDataDir} | ${placeInAws}]`;

/** Further names that a command needs in AWS. */
type More = "user-pool";
type Values = Partial<Record<(typeof names)[number] | More, string>> & { data: string };

/** @throws ArgumentError if only some of them are given */
export function readPlace(values: Values, ...more: readonly More[]): Place {
	const all = [...names, ...more];
	const { table, recordings, exports, packs } = values;
	if (all.every((name) => !values[name])) {
		const stack = readStackDescription(values.data);
		return { table: stack.table, ...stack.buckets, endpoints: stack.aws };
	}
	if (!table || !recordings || !exports || !packs || more.some((name) => !values[name])) {
		throw new ArgumentError(`In AWS ${all.map((name) => `--${name}`).join(", ")} are all needed`);
	}
	return { table, recordings, exports, packs };
}

/**
 * How long earlier work may still write. A request or an intake ends within half a minute; on one machine nothing takes
 * that long.
 */
export function settleMs({ endpoints }: Place): number {
	return endpoints ? 1000 : 60_000;
}
