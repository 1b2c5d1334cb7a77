import { AppError } from "../../shared/platform/errors.ts";
import type { ApiEvent } from "./http.ts";

/** The entity tag of a record's version, as headers. */
export function etagOf(version: number): { etag: string } {
	return { etag: `"${version}"` };
}

/**
 * The versions that an `If-Match` header names; undefined for `*`. Tags that are not ours match nothing.
 * @throws AppError `precondition-required` if the header is missing
 */
export function versionsOf(headers: ApiEvent["headers"]): number[] | undefined {
	const header = headers["if-match"]?.trim();
	if (!header) throw new AppError("if-match-required", "If-Match is missing");
	if (header === "*") return undefined;
	return [...header.matchAll(/(?:^|,)\s*"(0|[1-9]\d{0,8})"\s*(?=,|$)/g)].map(([, version]) => Number(version));
}
