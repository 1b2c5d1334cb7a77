import { paginateListBuckets, type S3Client } from "@aws-sdk/client-s3";
import { objectsOf } from "../remove-tenant/objects.ts";

/** The buckets of a stage, with fixed or generated names. @param others the other stages */
export async function bucketsOf(client: S3Client, stage: string, others: readonly string[]): Promise<string[]> {
	const prefix = (name: string) => `rireki-${name}-`;
	const longer = others.filter((other) => other !== stage).map(prefix);
	const names: string[] = [];
	for await (const { Buckets = [] } of paginateListBuckets({ client }, { Prefix: prefix(stage) })) {
		names.push(...Buckets.flatMap(({ Name }) => Name ?? []));
	}
	return names.filter((name) => {
		// `rireki-dev-2-data` has the prefix of `dev`'s buckets, but is not one of them.
		const isOthers = longer.some((other) => other.startsWith(prefix(stage)) && name.startsWith(other));
		return name.startsWith(prefix(stage)) && !isOthers;
	});
}

/**
 * Removes every object, version and delete marker, including those locked for a day.
 * @returns how many objects there were
 */
export async function emptyBucket(client: S3Client, bucket: string): Promise<number> {
	return (await objectsOf(client, bucket, "", { unlock: true }).remove()).found;
}
