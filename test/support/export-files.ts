import type { Bucket } from "../../shared/platform/bucket.ts";

export interface MemoryFiles extends Bucket {
	objects: Map<string, Buffer>;
}

/** The bucket of exports or of packs, in memory. */
export function createMemoryFiles(): MemoryFiles {
	const objects = new Map<string, Buffer>();
	const get = (objectKey: string) => {
		const object = objects.get(objectKey);
		if (!object) throw Object.assign(new Error(`no object ${objectKey}`), { name: "NoSuchKey" });
		return object;
	};
	return {
		objects,
		async put(objectKey, body) {
			objects.set(objectKey, Buffer.from(body));
		},
		async putStream(objectKey, chunks, length) {
			const parts: Buffer[] = [];
			for await (const chunk of chunks) parts.push(chunk);
			const body = Buffer.concat(parts);
			if (body.length !== length) throw new Error(`${body.length} bytes instead of ${length}`);
			objects.set(objectKey, body);
		},
		readPart: async (objectKey, start, end) => get(objectKey).subarray(start, end),
		read: async (objectKey) => get(objectKey).toString("utf8"),
		async *list(prefix) {
			yield [...objects.keys()].filter((key) => key.startsWith(prefix)).sort();
		},
		listAfter: () => Promise.reject(new Error("only recordings are swept")),
		async delete(objectKeys) {
			for (const key of objectKeys) objects.delete(key);
		},
		async deleteAll(prefix) {
			for (const key of objects.keys()) if (key.startsWith(prefix)) objects.delete(key);
		},
	};
}
