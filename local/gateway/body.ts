import type { IncomingMessage } from "node:http";

/** The largest request body that an HTTP API accepts. */
const maxBodyBytes = 10 * 1024 * 1024;

export class BodyTooLong extends Error {}

/** @throws BodyTooLong as soon as the limit is exceeded */
export async function readBody(request: IncomingMessage): Promise<Buffer> {
	assertDeclaredLength(request);
	const chunks: Buffer[] = [];
	let length = 0;
	return new Promise((resolve, reject) => {
		request.on("data", (chunk: Buffer) => {
			length += chunk.length;
			if (length <= maxBodyBytes) {
				chunks.push(chunk);
				return;
			}
			chunks.length = 0;
			reject(new BodyTooLong());
		});
		request.on("end", () => resolve(Buffer.concat(chunks)));
		request.on("error", reject);
	});
}

export function assertDeclaredLength(request: IncomingMessage): void {
	if (Number(request.headers["content-length"] ?? 0) > maxBodyBytes) throw new BodyTooLong();
}
