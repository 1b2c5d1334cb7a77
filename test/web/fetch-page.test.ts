import { expect, test } from "vitest";
import { fetchPage } from "../../web/src/api/fetch-page.ts";

const pages: Record<string, { items: string[]; nextCursor: string | null }> = {
	"/list?kind=file": { items: [], nextCursor: "one" },
	"/list?kind=file&cursor=one": { items: [], nextCursor: "two" },
	"/list?kind=file&cursor=two": { items: ["a"], nextCursor: "three" },
	"/list?kind=file&cursor=three": { items: [], nextCursor: null },
};
const api = async <T>(path: string) => ({ body: pages[path] as T });
const { signal } = new AbortController();

test("a fetched page of a list has items, or is the last one", async () => {
	const first = await fetchPage(api, "/list", { kind: "file", cursor: "" }, signal);
	expect(first).toEqual({ items: ["a"], nextCursor: "three" });
	expect(await fetchPage(api, "/list", { kind: "file", cursor: "three" }, signal)).toEqual({
		items: [],
		nextCursor: null,
	});
});
