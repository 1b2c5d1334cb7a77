import { Readable } from "node:stream";
import {
	DeleteObjectsCommand,
	GetObjectCommand,
	ListObjectsV2Command,
	PutObjectCommand,
	S3Client,
} from "@aws-sdk/client-s3";
import { BoundedHttpHandler, limitCalls, type TimeLimits } from "./http.ts";
import { type TenantCredentials, tenantSigner } from "./tenant-credentials.ts";
import { within } from "./time-limit.ts";
import { expectWholeAnswers } from "./whole-answers.ts";

export interface StoredObject {
	objectKey: string;
	/** Epoch milliseconds, by the bucket's clock. */
	storedAt: number;
}

export type Bucket = ReturnType<typeof createBucket>;

/** After some seconds of silence a request is repeated; then the task fails, and the workflow retries it. */
const timeLimits: TimeLimits = { idleMs: 5000, callMs: 60_000 };
/**
 * Uploading 5 GB takes minutes, and S3 needs a while to complete the object; meanwhile the source may be re-requesting
 * a part.
 */
const transferLimits: TimeLimits = { idleMs: 60_000, callMs: 800_000 };
/** Attempts if an answer breaks off; if it never begins, the client itself retries. */
const readAttempts = 3;

/** The objects of one bucket. */
export function createBucket(options: {
	region: string;
	endpoint?: string | undefined;
	bucket: string;
	tenantCredentials?: TenantCredentials | undefined;
	/** Whether S3 requires a checksum of uploads, as it does where objects are locked. */
	checksums?: boolean;
	limits?: TimeLimits;
	/** Those of the environment by default. */
	credentials?: { accessKeyId: string; secretAccessKey: string };
}) {
	const { region, endpoint, bucket: Bucket, tenantCredentials, credentials } = options;
	const createClient = (limits: TimeLimits) => {
		const requestHandler = new BoundedHttpHandler(limits);
		const client = new S3Client({
			region,
			...(tenantCredentials
				? { signer: tenantSigner({ service: "s3", region, tenantCredentials, uriEscapePath: false }) }
				: {}),
			...(endpoint ? { endpoint, forcePathStyle: true } : {}),
			...(credentials ? { credentials } : {}),
			requestHandler,
			// Streams are sent without a checksum: TLS and the length protect them, and we compute the file's SHA-256.
			requestChecksumCalculation: options.checksums ? "WHEN_SUPPORTED" : "WHEN_REQUIRED",
			responseChecksumValidation: "WHEN_REQUIRED",
		});
		return limitCalls(expectWholeAnswers(client), requestHandler, limits.callMs);
	};
	const limits = options.limits ?? timeLimits;
	const client = createClient(limits);
	let transfers: S3Client | undefined;

	async function get(Key: string, Range?: string): Promise<Uint8Array> {
		for (let attempt = 1; ; attempt++) {
			const { Body } = await client.send(new GetObjectCommand({ Bucket, Key, Range }));
			try {
				return (await within(limits.callMs, async () => Body?.transformToByteArray())) ?? new Uint8Array();
			} catch (cause) {
				(Body as Readable | undefined)?.destroy();
				if (attempt === readAttempts) throw cause;
			}
		}
	}

	return {
		async put(objectKey: string, Body: Buffer): Promise<void> {
			await client.send(new PutObjectCommand({ Bucket, Key: objectKey, Body }));
		},

		/** Stores a stream's content completely or not at all. @throws if it does not have the given length */
		async putStream(
			objectKey: string,
			chunks: AsyncIterable<Buffer>,
			length: number,
			contentType: string,
		): Promise<void> {
			const Body = Readable.from(chunks, { objectMode: false });
			const input = { Bucket, Key: objectKey, Body, ContentLength: length, ContentType: contentType };
			transfers ??= createClient(options.limits ?? transferLimits);
			// Nothing else listens to the stream: an unhandled error would end the process instead of failing the request.
			const failed = new AbortController();
			Body.once("error", (cause) => failed.abort(cause));
			try {
				await transfers.send(new PutObjectCommand(input), { abortSignal: failed.signal });
			} catch (cause) {
				throw failed.signal.reason ?? cause;
			} finally {
				Body.destroy();
			}
		},

		/** @param end excluded */
		async readPart(objectKey: string, start: number, end: number): Promise<Buffer> {
			const bytes = await get(objectKey, `bytes=${start}-${end - 1}`);
			return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
		},

		async read(objectKey: string): Promise<string> {
			return Buffer.from(await get(objectKey)).toString("utf8");
		},

		/** All keys that begin with `prefix`, a thousand at a time. */
		async *list(prefix: string): AsyncGenerator<string[]> {
			let token: string | undefined;
			do {
				const page = await client.send(
					new ListObjectsV2Command({ Bucket, Prefix: prefix, ...(token ? { ContinuationToken: token } : {}) }),
				);
				yield (page.Contents ?? []).flatMap(({ Key }) => Key ?? []);
				token = page.IsTruncated ? page.NextContinuationToken : undefined;
			} while (token);
		},

		/** The first thousand objects in the order of keys: after a key, or of all. */
		async listAfter(after: string | undefined): Promise<{ objects: StoredObject[]; more: boolean }> {
			const start = after === undefined ? {} : { StartAfter: after };
			const { Contents = [], IsTruncated = false } = await client.send(new ListObjectsV2Command({ Bucket, ...start }));
			const objects = Contents.map(({ Key = "", LastModified }) => ({
				objectKey: Key,
				storedAt: LastModified?.getTime() ?? Number.POSITIVE_INFINITY,
			}));
			return { objects, more: IsTruncated };
		},

		/** @param objectKeys at most a thousand */
		async delete(objectKeys: readonly string[]): Promise<void> {
			if (objectKeys.length === 0) return;
			const Objects = objectKeys.map((Key) => ({ Key }));
			// Without `Quiet`: keys that the answer does not list were not deleted.
			const { Deleted = [], Errors = [] } = await client.send(
				new DeleteObjectsCommand({ Bucket, Delete: { Objects } }),
			);
			const left = Objects.length - Deleted.length;
			if (left > 0) throw new Error(`${left} objects were not deleted, ${Errors[0]?.Key}: ${Errors[0]?.Code}`);
		},

		async deleteAll(prefix: string): Promise<void> {
			for await (const keys of this.list(prefix)) await this.delete(keys);
		},
	};
}
