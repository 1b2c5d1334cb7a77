import type { SearchResult } from "../../../../shared/search/answer.ts";
import type { CallApi } from "../../api/client.ts";
import { type Search, toConditions } from "./criteria.ts";
import { type Narrowing, narrowed } from "./narrowing.ts";

/** The most that one request may ask for. */
const maxSize = 1000;

type Fetch = (page: { size: number; cursor?: string }) => Promise<SearchResult>;

/**
 * Page numbers over an API that has only cursors: remembers the cursor after each row count reached, and reaches
 * distant pages in strides. A page cut short because its answer would have been too large is filled up.
 */
export class PageWalk {
	readonly #cursors = new Map<number, string>();
	readonly #fetch: Fetch;

	constructor(fetch: Fetch) {
		this.#fetch = fetch;
	}

	/** @param first the search's first answer, with `rows` from row 0 on */
	start(first: SearchResult): void {
		if (first.nextCursor) this.#cursors.set(first.rows.length, first.nextCursor);
	}

	async rows(page: number, size: number): Promise<SearchResult["rows"]> {
		const begin = (page - 1) * size;
		let at = Math.max(0, ...[...this.#cursors.keys()].filter((count) => count <= begin));
		const rows: SearchResult["rows"] = [];
		while (rows.length < size) {
			const cursor = this.#cursors.get(at);
			if (at > 0 && !cursor) break;
			const wanted = at < begin ? Math.min(maxSize, begin - at) : size - rows.length;
			const answer = await this.#fetch({ size: wanted, ...(cursor && { cursor }) });
			if (at >= begin) rows.push(...answer.rows);
			at += answer.rows.length;
			if (!answer.nextCursor || answer.rows.length === 0) break;
			this.#cursors.set(at, answer.nextCursor);
		}
		return rows;
	}
}

export function createFetch(api: CallApi, body: object): Fetch {
	return async (page) =>
		(await api<SearchResult>("/call-histories/search", { method: "POST", body: { ...body, page } })).body;
}

/** The part of a search's request that all its pages share. @param agentIds for own calls, the caller */
export function bodyOf(
	{ criteria, keyword, sort }: Search,
	narrowing: Narrowing,
	agentIds: readonly string[] | undefined,
): object {
	return { ...toConditions(narrowed(criteria, narrowing), keyword), sort, ...(agentIds && { agentIds }) };
}
