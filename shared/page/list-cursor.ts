import * as z from "zod";
import type { Caller } from "../caller/model.ts";
import type { CursorSeal } from "../platform/cursor-seal.ts";
import { AppError } from "../platform/errors.ts";

/** How a request asks for the next page of a list. */
export const cursorSchema = z
	.string()
	.max(4096)
	.optional()
	.meta({ description: "`nextCursor` of the previous page; without it, the first page." });

/** Where a page of a list begins, and the cursor for the next page. */
export interface ListCursor<Position> {
	/** Where the requested page begins; undefined for the first. */
	position: Position | undefined;
	/** @returns null if there is no next page */
	seal(next: Position | undefined): string | null;
}

/**
 * Opens the cursor of a request for a list. A cursor is valid only for the same caller and the same list.
 * @param list identifies the list: its kind, then the parameters of the request
 * @throws AppError `invalid` (cursor-invalid)
 */
export function openListCursor<Position>(
	seal: CursorSeal,
	{ tenantId, accountId }: Caller,
	list: readonly (string | undefined)[],
	cursor: string | undefined,
): ListCursor<Position> {
	const [kind, ...asked] = list;
	const boundTo = JSON.stringify([kind, tenantId, accountId, ...asked]);
	const position = cursor === undefined ? undefined : (seal.open(cursor, boundTo) as Position | undefined);
	if (cursor !== undefined && position === undefined) {
		const code = "cursor-invalid";
		throw new AppError(code, code, { errors: [{ pointer: "/cursor", code }] });
	}
	return { position, seal: (next) => (next === undefined ? null : seal.seal(next, boundTo)) };
}
