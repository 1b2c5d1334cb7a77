import {
	DeleteObjectsCommand,
	ListObjectVersionsCommand,
	type ListObjectVersionsCommandOutput,
	paginateListObjectsV2,
	type S3Client,
} from "@aws-sdk/client-s3";
import type { Holding } from "./holding.ts";

type Named = { Key?: string | undefined; VersionId?: string | undefined };

/**
 * The objects under a prefix, with all versions and delete markers.
 * @param exactly only the object whose key is the prefix
 * @param unlock includes objects locked in governance mode
 */
export function objectsOf(
	client: S3Client,
	Bucket: string,
	Prefix: string,
	{ exactly = false, unlock = false } = {},
): Holding {
	async function* versions(): AsyncGenerator<Named[]> {
		let next: { KeyMarker?: string | undefined; VersionIdMarker?: string | undefined } | undefined = {};
		while (next) {
			const page: Partial<ListObjectVersionsCommandOutput> = await list(next);
			yield [...(page.Versions ?? []), ...(page.DeleteMarkers ?? [])];
			next = page.IsTruncated
				? { KeyMarker: page.NextKeyMarker, VersionIdMarker: page.NextVersionIdMarker }
				: undefined;
		}
	}
	async function list(from: object): Promise<Partial<ListObjectVersionsCommandOutput>> {
		try {
			return await client.send(new ListObjectVersionsCommand({ Bucket, Prefix, ...from }));
		} catch (cause) {
			// The local stack's buckets have no versions.
			if ((cause as Error).name === "MethodNotAllowed") return {};
			throw cause;
		}
	}

	async function* pages(): AsyncGenerator<Named[]> {
		yield* versions();
		for await (const { Contents = [] } of paginateListObjectsV2({ client }, { Bucket, Prefix })) {
			yield Contents.map(({ Key }) => ({ Key }));
		}
	}

	async function walk(use: (objects: Named[]) => Promise<void>) {
		const names = new Set<string>();
		for await (const all of pages()) {
			const page = exactly ? all.filter(({ Key }) => Key === Prefix) : all;
			if (page.length > 0) await use(page);
			for (const { Key } of page) names.add(Key ?? "");
		}
		return { found: names.size, examined: names.size };
	}

	return {
		count: () => walk(async () => {}),
		remove: () =>
			walk(async (objects) => {
				const Objects = objects.map(({ Key, VersionId }) => ({ Key, ...(VersionId ? { VersionId } : {}) }));
				const { Errors = [] } = await client.send(
					new DeleteObjectsCommand({
						Bucket,
						Delete: { Objects, Quiet: true },
						...(unlock ? { BypassGovernanceRetention: true } : {}),
					}),
				);
				if (Errors[0]) throw new Error(`${Errors[0].Key} was not deleted: ${Errors[0].Code} ${Errors[0].Message}`);
			}),
	};
}
