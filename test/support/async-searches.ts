import { expect } from "vitest";
import { parseCsv } from "./csv.ts";
import type { Around } from "./workflow.ts";
import type { ApiRequest, World } from "./world.ts";

type Options = Pick<ApiRequest, "account" | "tenant">;

/** Posts a search and expects it to be accepted. */
export async function post(world: World, body: object, options: Options = {}) {
	const answer = await world.call("create-async-search", { ...options, body });
	expect(answer.status, JSON.stringify(answer.body)).toBe(202);
	return answer.body as { asyncSearchId: string };
}

export async function get(world: World, asyncSearchId: string, options: Options = {}) {
	return (await world.call("get-async-search", { ...options, path: { asyncSearchId } })).body;
}

/** Posts a search, runs it to its end, and reads its file. */
export async function exportRows(world: World, body: object, options: Options & { around?: Around } = {}) {
	const { asyncSearchId } = await post(world, body, options);
	await world.workflow.runAll(options.around);
	const search = await get(world, asyncSearchId, options);
	expect(search.state, JSON.stringify(search.failure)).toBe("completed");
	const file = fileOf(world, asyncSearchId);
	return { search, file, rows: parseCsv(decode(file, search.encoding)) };
}

function fileOf(world: World, asyncSearchId: string): Buffer {
	const [key = "", ...others] = [...world.files.objects.keys()].filter((name) => name.includes(asyncSearchId));
	expect(others).toEqual([]);
	return world.files.objects.get(key) ?? Buffer.alloc(0);
}

function decode(file: Buffer, encoding: string): string {
	return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(file);
}
