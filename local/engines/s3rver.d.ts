declare module "s3rver" {
	import type { Server } from "node:http";
	import type { Readable } from "node:stream";

	interface StoredObject {
		bucket: string;
		key: string;
		content: Buffer | Readable;
		metadata: Record<string, string>;
	}

	export default class S3rver {
		constructor(options: Record<string, unknown>);
		store: {
			getResourcePath(bucket: string, key: string, resource: string): string;
			putObject(object: StoredObject): Promise<{ size: number; md5: string }>;
			putMetadata(bucket: string, key: string, metadata: Record<string, string>, md5: string): Promise<void>;
		};
		httpServer: Server;
		run(): Promise<unknown>;
		close(): Promise<void>;
	}
}

declare module "s3rver/lib/models/account.js" {
	const account: { DUMMY_ACCOUNT: { createKeyPair(accessKeyId: string, secretAccessKey: string): void } };
	export default account;
}
