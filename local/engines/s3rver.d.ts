declare module "s3rver" {
	import type { Server } from "node:http";
	import type { Readable } from "node:stream";

	interface StoredObject {
		bucket: string;
		key: string;
		content: Buffer | Readable;
		metadata: Record<string, string>;
	}

	interface ReadObject {
		/** `null` if the range is not satisfiable. */
		content: Readable | null;
		size: number;
		range?: { start: number; end: number };
	}

	export default class S3rver {
		constructor(options: Record<string, unknown>);
		/** Koa's middleware. */
		middleware: ((
			context: { headers: Record<string, string | undefined> },
			next: () => Promise<void>,
		) => Promise<void>)[];
		store: {
			getObject(bucket: string, key: string, options?: object): Promise<ReadObject | null>;
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
	interface Account {
		readonly id: number;
	}
	const accounts: { DUMMY_ACCOUNT: Account; registry: { get(accessKeyId: string): Account | undefined } };
	export default accounts;
}
