import { authorize, requireAdmin } from "../caller/authorize.ts";
import type { Caller } from "../caller/model.ts";
import type { Deps } from "../platform/deps.ts";
import type { Item } from "../platform/dynamodb.ts";
import { AppError } from "../platform/errors.ts";
import type { AccessTrail } from "./answer.ts";
import type { TrailKind } from "./model.ts";
import { presentEntries } from "./present.ts";
import type { Located } from "./reader.ts";

export type TrailDeps = Pick<Deps, "directoryReader" | "trailReader" | "cursorSeal">;

export interface TrailRequest {
	/** A JST day. */
	date: string;
	accountId?: string | undefined;
	kind?: TrailKind | undefined;
	cursor?: string | undefined;
}

const pageSize = 100;

/**
 * What a tenant's accounts did on a day, the latest first, a hundred entries at a time.
 * @throws AppError `forbidden` (admin-only), `invalid` (a cursor that is none of the caller's for this day)
 */
export async function listAccessTrail(deps: TrailDeps, caller: Caller, request: TrailRequest): Promise<AccessTrail> {
	const { tenantId, accountId } = caller;
	const references = [{ kind: "tenant" }, { kind: "account", id: accountId }] as const;
	requireAdmin(authorize(await deps.directoryReader.find(tenantId, references), caller));

	const { cursor, ...asked } = request;
	const boundTo = JSON.stringify(["access-trail", tenantId, accountId, asked.date, asked.accountId, asked.kind]);
	let startKey: Item | undefined;
	if (cursor !== undefined) {
		startKey = deps.cursorSeal.open(cursor, boundTo) as Item | undefined;
		if (!startKey) {
			const errors = [{ pointer: "/cursor", code: "cursor-invalid" }];
			throw new AppError("invalid", "cursor-invalid", "cursor-invalid", { errors });
		}
	}
	const wanted = ({ entry }: Located) =>
		(asked.accountId === undefined || entry.accountId === asked.accountId) &&
		(asked.kind === undefined || entry.kind === asked.kind);
	const found: Located[] = [];
	do {
		const page = await deps.trailReader.listDay(tenantId, asked.date, startKey);
		found.push(...page.entries.filter(wanted));
		startKey = page.next;
	} while (startKey && found.length <= pageSize);
	const shown = found.slice(0, pageSize);
	const last = found.length > pageSize ? shown.at(-1)?.key : undefined;
	return {
		items: await presentEntries(
			deps,
			tenantId,
			shown.map(({ entry }) => entry),
		),
		nextCursor: last ? deps.cursorSeal.seal(last, boundTo) : null,
	};
}
