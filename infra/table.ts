import { fields, indexes, indexKeyFields } from "../shared/call-history/schema.ts";
import { tableKey } from "../shared/platform/keys.ts";

/** The table as every engine has to make it: CDK in the cloud, `local/` on one machine. */
export const table = {
	partitionKey: tableKey.pk,
	sortKey: tableKey.sk,
	ttlAttribute: fields.expiresAt,
	/** Every key attribute is a string but this one. */
	numberKeys: [fields.calledAt] as readonly string[],
	stringKeys: Object.values(indexKeyFields) as readonly string[],
	indexes: Object.entries(indexes).map(([name, index]) => ({
		name,
		partitionKey: index.pk,
		sortKey: index.sk,
		projection: index.projection.map((attribute) => fields[attribute]),
	})),
} as const;
