interface ListPage<Item> {
	items: Item[];
	nextCursor: string | null;
}

type Get = <T>(path: string, request: { signal: AbortSignal }) => Promise<{ body: T }>;

/** Fetches a page that has entries: an empty page with a cursor is skipped. */
export async function fetchPage<Item>(
	get: Get,
	path: string,
	{ cursor, ...query }: Record<string, string>,
	signal: AbortSignal,
): Promise<ListPage<Item>> {
	for (let next = cursor; ; ) {
		const parameters = new URLSearchParams({ ...query, ...(next ? { cursor: next } : {}) });
		const { body } = await get<ListPage<Item>>(`${path}?${parameters}`, { signal });
		if (body.items.length > 0 || !body.nextCursor) return body;
		next = body.nextCursor;
	}
}
