import type { Readable } from "node:stream";
import { defaultProvider } from "@aws-sdk/credential-provider-node";
import { Sha256 } from "@smithy/core/checksum";
import { HttpRequest } from "@smithy/core/protocols";
import { SignatureV4 } from "@smithy/signature-v4";
import { AppError } from "./errors.ts";
import { BoundedHttpHandler } from "./http.ts";
import { currentMeter } from "./meter.ts";
import { backOff } from "./pause.ts";
import { type TenantCredentials, tenantSigner } from "./tenant-credentials.ts";
import { within } from "./time-limit.ts";

/**
 * S3 usually answers within 200 ms, and a slow request succeeds when repeated. If S3 does not answer at all, half of a
 * caller's ten seconds are left.
 */
const patienceMs = [1000, 1500, 2500];
/**
 * Statuses for missing bytes. Without the right to list, S3 does not distinguish missing (404) from hidden (403).
 */
const missing = new Set([206, 403, 404, 416]);
/** Concurrent requests; the time limit of a waiting one has not started yet. */
const maxRequests = 100;

/**
 * Reads parts of objects, many at a time. Requests are signed by hand: the SDK's client takes twice the CPU per GET,
 * and adds 150 KB of code that a function would load before its first search.
 */
export function createPartReader(options: {
	region: string;
	endpoint?: string | undefined;
	bucket: string;
	tenantCredentials?: TenantCredentials | undefined;
	patienceMs?: readonly number[];
}) {
	const { region, endpoint, bucket, tenantCredentials } = options;
	const base = new URL(endpoint ? `${endpoint}/${bucket}/` : `https://${bucket}.s3.${region}.amazonaws.com/`);
	const signing = { service: "s3", region, uriEscapePath: false } as const;
	const ownSigner = new SignatureV4({ ...signing, credentials: defaultProvider(), sha256: Sha256 });
	const signer = tenantCredentials ? tenantSigner({ ...signing, tenantCredentials }) : async () => ownSigner;
	const agent = { maxSockets: maxRequests };
	const patience = options.patienceMs ?? patienceMs;
	const http = new BoundedHttpHandler({ idleMs: Math.max(...patience) }, { httpAgent: agent, httpsAgent: agent });
	const turns = createTurns(maxRequests);

	return {
		/**
		 * @param end excluded
		 * @throws an error named `NoSuchKey` where there are no such bytes; AppError `unavailable` where S3 does not answer
		 */
		async readPart(objectKey: string, start: number, end: number): Promise<Buffer> {
			const meter = currentMeter();
			const depth = meter?.begin() ?? 0;
			await turns.take();
			try {
				return await readAgain(objectKey, start, end);
			} finally {
				turns.give();
				meter?.end(depth);
			}
		},
	};

	async function readAgain(objectKey: string, start: number, end: number): Promise<Buffer> {
		let failure: unknown;
		for (const [attempt, milliseconds] of patience.entries()) {
			if (attempt > 0) await backOff(attempt, 50);
			try {
				return await within(milliseconds, () => readOnce(objectKey, start, end), { heardAt: () => 0 });
			} catch (cause) {
				if ((cause as Error).name === "NoSuchKey") throw cause;
				failure = cause;
			}
		}
		const message = `${bucket}/${objectKey} could not be read: ${(failure as Error).message}`;
		throw new AppError("bucket-unavailable", message);
	}

	async function readOnce(objectKey: string, start: number, end: number): Promise<Buffer> {
		const request = new HttpRequest({
			protocol: base.protocol,
			hostname: base.hostname,
			...(base.port ? { port: Number(base.port) } : {}),
			path: base.pathname + objectKey.split("/").map(encodeURIComponent).join("/"),
			headers: { host: base.host, range: `bytes=${start}-${end - 1}` },
		});
		const signed = (await (await signer()).sign(request)) as HttpRequest;
		const { response } = await http.handle(signed);
		const body = await collect(response.body as Readable);
		if (response.statusCode === 206 && body.length === end - start) return body;
		const message = `${bucket}/${objectKey}: ${response.statusCode} ${body.subarray(0, 300)}`;
		if (!missing.has(response.statusCode)) throw new Error(message);
		throw Object.assign(new Error(message), { name: "NoSuchKey", status: response.statusCode });
	}
}

async function collect(body: Readable): Promise<Buffer> {
	const chunks: Buffer[] = [];
	for await (const chunk of body) chunks.push(chunk);
	return chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks);
}

/** Limits concurrency; others wait in order of arrival. */
function createTurns(free: number) {
	const waiting: (() => void)[] = [];
	let left = free;
	return {
		async take(): Promise<void> {
			if (left > 0) left--;
			else await new Promise<void>((resolve) => waiting.push(resolve));
		},
		give(): void {
			const next = waiting.shift();
			if (next) next();
			else left++;
		},
	};
}
