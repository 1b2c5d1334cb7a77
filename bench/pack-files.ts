import type { Bucket } from "../shared/platform/bucket.ts";
import { currentMeter } from "../shared/platform/meter.ts";

/** Requests to S3. */
export interface Requests {
	gets: number;
	bytesRead: number;
	puts: number;
	bytesWritten: number;
	lists: number;
	/** One request each, free of charge. */
	deletes: number;
}

export function noRequests(): Requests {
	return { gets: 0, bytesRead: 0, puts: 0, bytesWritten: 0, lists: 0, deletes: 0 };
}

/** In-memory files that count each request and charge it to the meter, like S3's. */
export function countRequests<Files extends Bucket>(
	files: Files,
	counted: Requests,
	onRead: (objectKey: string, start: number, end: number) => void = () => {},
): Files {
	return {
		...files,
		readPart: (objectKey, start, end) =>
			asCall(async () => {
				counted.gets++;
				counted.bytesRead += end - start;
				onRead(objectKey, start, end);
				return files.readPart(objectKey, start, end);
			}),
		put: (objectKey, body) =>
			asCall(async () => {
				counted.puts++;
				counted.bytesWritten += body.length;
				return files.put(objectKey, body);
			}),
		delete: (objectKeys) =>
			asCall(async () => {
				counted.deletes++;
				return files.delete(objectKeys);
			}),
		async *list(prefix: string) {
			counted.lists++;
			yield* files.list(prefix);
		},
	};
}

async function asCall<T>(work: () => Promise<T>): Promise<T> {
	const meter = currentMeter();
	const depth = meter?.begin() ?? 0;
	try {
		// Answers are asynchronous, so that concurrent requests wait together.
		await new Promise((resolve) => setImmediate(resolve));
		return await work();
	} finally {
		meter?.end(depth);
	}
}
