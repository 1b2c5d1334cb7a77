import type { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { GetObjectCommand, paginateListObjectsV2, S3Client } from "@aws-sdk/client-s3";
import type { Audited } from "./audited.ts";

type BucketName = keyof Audited["urls"]["buckets"];

const clientOf = ({ urls }: Audited) =>
	new S3Client({ endpoint: urls.aws.s3, region: "ap-northeast-1", forcePathStyle: true });

/** The keys of all objects of a bucket. */
export async function objectKeys(audited: Audited, name: BucketName): Promise<string[]> {
	const client = clientOf(audited);
	const keys: string[] = [];
	for await (const { Contents = [] } of paginateListObjectsV2({ client }, { Bucket: audited.urls.buckets[name] })) {
		keys.push(...Contents.flatMap(({ Key }) => Key ?? []));
	}
	client.destroy();
	return keys;
}

/** A whole object; undefined if it does not exist. */
export async function readObject(audited: Audited, name: BucketName, Key: string): Promise<Buffer | undefined> {
	const client = clientOf(audited);
	try {
		const { Body } = await client.send(new GetObjectCommand({ Bucket: audited.urls.buckets[name], Key }));
		return await buffer(Body as Readable);
	} catch (cause) {
		if ((cause as Error).name === "NoSuchKey") return undefined;
		throw cause;
	} finally {
		client.destroy();
	}
}
