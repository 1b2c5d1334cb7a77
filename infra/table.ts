import { openIndex } from "../shared/async-search/schema.ts";
import { fields, indexes, indexKeyFields } from "../shared/call-history/schema.ts";
import { tableKey } from "../shared/platform/keys.ts";
import { trailIndex } from "../shared/trail/schema.ts";

/** The table as every engine has to make it: CDK in the cloud, `local/` on one machine. */
export const table = {
	partitionKey: tableKey.pk,
	sortKey: tableKey.sk,
	ttlAttribute: fields.expiresAt,
	/** Every key attribute is a string but these. */
	numberKeys: [fields.calledAt, openIndex.sk, trailIndex.sk] as readonly string[],
	stringKeys: [...Object.values(indexKeyFields), openIndex.pk, trailIndex.pk] as readonly string[],
	/** Of a projection, empty is the keys only. */
	indexes: [
		...Object.entries(indexes).map(([name, index]) => ({
			name,
			partitionKey: index.pk as string,
			sortKey: index.sk as string,
			projection: index.projection.map((attribute): string => fields[attribute]) as string[] | "all",
		})),
		{
			name: openIndex.name,
			partitionKey: openIndex.pk as string,
			sortKey: openIndex.sk as string,
			projection: [] as string[],
		},
		{
			name: trailIndex.name,
			partitionKey: trailIndex.pk as string,
			sortKey: trailIndex.sk as string,
			projection: "all" as const,
		},
	],
} as const;
