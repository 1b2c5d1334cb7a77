import { openIndex } from "../shared/async-search/schema.ts";
import { batchIndex, fields, indexes, indexKeyFields, marksIndex, trailIndex } from "../shared/call-history/schema.ts";
import { packDueIndex } from "../shared/pack/schema.ts";
import { expiresAtField, tableKey } from "../shared/platform/keys.ts";

/** An empty list stands for the keys only. */
type Projection = string[] | "all";

function indexOf({ name, pk, sk }: { name: string; pk: string; sk: string }, projection: Projection) {
	return { name, partitionKey: pk, sortKey: sk, projection };
}

/** The table that every engine has to create: CDK in the cloud, `local/` on one machine. */
export const table = {
	partitionKey: tableKey.pk,
	sortKey: tableKey.sk,
	ttlAttribute: expiresAtField,
	/** Key attributes that are numbers; all others are strings. */
	numberKeys: [fields.calledAt, openIndex.sk, packDueIndex.sk, marksIndex.sk, trailIndex.sk] as readonly string[],
	stringKeys: [
		...Object.values(indexKeyFields),
		...[openIndex.pk, packDueIndex.pk, marksIndex.pk, trailIndex.pk],
	] as readonly string[],
	indexes: [
		...Object.entries(indexes).map(([name, { pk, sk, projection }]) =>
			indexOf(
				{ name, pk, sk },
				projection.map((attribute) => fields[attribute]),
			),
		),
		...[batchIndex, openIndex, packDueIndex].map((index) => indexOf(index, [])),
		indexOf(marksIndex, [fields.calledAt]),
		indexOf(trailIndex, "all"),
	],
} as const;
