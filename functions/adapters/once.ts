import { createHash, randomUUID } from "node:crypto";
import { authorize } from "../../shared/caller/authorize.ts";
import type { DirectoryReader } from "../../shared/directory/reader.ts";
import type { IdempotencyEntries } from "../../shared/idempotency/entries.ts";
import type { Attempt, Entry } from "../../shared/idempotency/model.ts";
import { AppError } from "../../shared/platform/errors.ts";
import { log } from "../../shared/platform/logger.ts";
import { apart, cleanUpMs } from "../../shared/platform/time-limit.ts";
import type { ApiAnswer, ApiRequest } from "./http.ts";

/**
 * How a request's effect is kept from happening twice (docs/decisions/019):
 * - `recognised`: the effect names the request, and can exist only once. Nothing is written beforehand.
 * - `claimed`: the effect names the request, but concurrent attempts would not see each other, so one has to wait.
 * - `unrepeatable`: nothing shows whether the effect happened, so an unfinished attempt is not repeated.
 */
type Way = "recognised" | "claimed" | "unrepeatable";
export interface OnceDeps {
	now: () => number;
	directoryReader: DirectoryReader;
	idempotency: IdempotencyEntries;
}
type Outcome = { answer: ApiAnswer } | { error: Pick<AppError, "code" | "message" | "detail"> };

/**
 * Gives requests with the same `Idempotency-Key` the same answer for a day, refusals included; requests without a key
 * simply run. A request that met a temporary fault, even in part of its work, may be tried again.
 * @throws AppError `invalid` (idempotency-key-invalid), `unprocessable` (idempotency-key-reused), `conflict`
 *   (request-running, outcome-unknown)
 */
export function once<D, Request extends ApiRequest>(
	way: Way,
	run: (deps: D, request: Request) => Promise<ApiAnswer>,
): (deps: D & OnceDeps, request: Request) => Promise<ApiAnswer> {
	return async (deps, request) => {
		const key = keyIn(request.headers["idempotency-key"]);
		if (key === undefined) return run(deps, request);
		const attempt = attemptAt(request, key, deps.now());
		const known = await begin(deps, attempt, way);
		if (known) {
			const outcome = outcomeOf(known, attempt, way);
			if (outcome) return replay(deps, attempt, outcome);
		}
		const requestId = digest(attempt.tenantId, attempt.accountId, attempt.key, attempt.request);
		try {
			const answer = await run(deps, { ...request, requestId, repeatable: true });
			if (!answer.unfinished) await note(deps.idempotency.keep(attempt, JSON.stringify({ answer } satisfies Outcome)));
			return answer;
		} catch (error) {
			await note(settle(deps, attempt, way, error));
			throw error;
		}
	};
}

/** @returns what is known about the key; undefined if this attempt is to do the work */
async function begin({ idempotency }: OnceDeps, attempt: Attempt, way: Way): Promise<Entry | undefined> {
	if (way === "recognised") return idempotency.find(attempt);
	if (await idempotency.claim(attempt, way === "claimed")) return undefined;
	return (
		(await idempotency.find(attempt)) ?? { request: attempt.request, claimedUntil: attempt.at, outcome: undefined }
	);
}

/** @returns the request's outcome; undefined if it must be derived from the effect */
function outcomeOf(known: Entry, attempt: Attempt, way: Way): Outcome | undefined {
	if (known.request !== attempt.request) {
		throw new AppError("idempotency-key-reused", "another request had the same key");
	}
	if (known.outcome !== undefined) return JSON.parse(known.outcome);
	if (known.claimedUntil !== undefined && known.claimedUntil >= attempt.at) {
		throw new AppError("request-running", "the same request is in progress", { retryAfterSeconds: 2 });
	}
	if (way === "unrepeatable") throw outcomeUnknown();
	return undefined;
}

/** Callers who have lost access meanwhile learn no more than anybody else. */
async function replay(deps: OnceDeps, { tenantId, accountId }: Attempt, outcome: Outcome): Promise<ApiAnswer> {
	const asked = [{ kind: "tenant" }, { kind: "account", id: accountId }] as const;
	authorize(await deps.directoryReader.find(tenantId, asked, { consistent: true }), { tenantId, accountId });
	if ("answer" in outcome) return outcome.answer;
	const { code, message, detail } = outcome.error;
	throw new AppError(code, message, detail);
}

/**
 * A refusal is an outcome. Faults and rate limits are temporary: the same request may be tried again, unless it could
 * take effect twice.
 */
async function settle({ idempotency }: OnceDeps, attempt: Attempt, way: Way, thrown: unknown): Promise<void> {
	const error = thrown instanceof AppError && thrown.detail.mayHaveHappened ? outcomeUnknown() : thrown;
	if (!(error instanceof AppError) || error.kind === "unavailable" || error.kind === "too-many") {
		return way === "recognised" ? undefined : idempotency.release(attempt);
	}
	const { code, message, detail } = error;
	await idempotency.keep(attempt, JSON.stringify({ error: { code, message, detail } } satisfies Outcome));
}

/** The outcome counts, whether or not it could be stored: without an entry, it is derived from the effect. */
async function note(writing: Promise<void>): Promise<void> {
	await apart(cleanUpMs, () => writing).catch((error: unknown) => log("warn", "outcome not stored", { error }));
}

function outcomeUnknown(): AppError {
	return new AppError("outcome-unknown", "it is unknown whether the request took effect");
}

function attemptAt(request: ApiRequest, key: string, at: number): Attempt {
	const { caller, route, path, query, body, headers } = request;
	const asked = JSON.stringify([route, path, query, headers["if-match"], body]);
	return { ...caller, key: digest(key), request: digest(asked), id: randomUUID(), at };
}

function digest(...parts: string[]): string {
	return createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 32);
}

/** The key, in quotes (as a structured field) or without. */
function keyIn(header: string | undefined): string | undefined {
	if (header === undefined) return undefined;
	const key = /^"(.*)"$/.exec(header.trim())?.[1] ?? header.trim();
	if (/^[\x20-\x7e]{1,255}$/.test(key)) return key;
	throw new AppError("idempotency-key-invalid", "the key is empty, too long, or contains other characters");
}
