import { beforeEach, describe, expect, test } from "vitest";
import { basicTenant, callCompleted, recordingStored } from "../../support/events.ts";
import { partitionOf } from "../../support/table.ts";
import { type ApiRequest, createWorld, type World } from "../../support/world.ts";

let world: World;
beforeEach(async () => {
	world = await createWorld();
	await world.takeIn(...basicTenant(), callCompleted({ callId: "c-1" }), recordingStored("c-1"));
});
const open = (request: ApiRequest = {}) => world.call("open-recording", { path: { callId: "c-1" }, ...request });
const fileName = "通話録音_20261120-100012_髙橋さくら_09012345678.wav";
const accesses = async () => (await partitionOf(world, "acme#c-1")).filter((item) => item.s?.S?.startsWith("a#"));

test.each([
	["inline", {}],
	["inline", { disposition: "inline" }],
	["attachment", { disposition: "attachment" }],
])("signs a URL for 15 minutes, %s", async (disposition, query) => {
	const { status, body } = await open({ query, account: "sv01" });
	expect(status).toBe(200);
	expect(body).toEqual({ url: expect.any(String), fileName, expiresAt: "2026-11-20T15:15:00+09:00" });
	const url = new URL(body.url);
	expect(url.pathname).toMatch(/\/acme\/2026\/11\/20\/c-1\.wav$/);
	expect(url.searchParams.get("X-Amz-Expires")).toBe("900");
	expect(url.searchParams.get("response-content-type")).toBe("audio/wav");
	expect(url.searchParams.get("response-content-disposition")).toBe(
		`${disposition}; filename="_____20261120-100012_______09012345678.wav"; filename*=UTF-8''${encodeURIComponent(fileName)}`,
	);
});

test("records who opened it, when and how, for as long as the record lives", async () => {
	await open({ account: "ag01" });
	world.clock.now += 1500;
	await open({ account: "sv01", query: { disposition: "attachment" } });
	const at = (time: string) => ({ S: expect.stringMatching(new RegExp(`^a#2026-11-20T06:00:${time}Z#`)) });
	const first = { y: { S: "ag01" }, V: { S: "inline" }, s: at("00.000") };
	const second = { y: { S: "sv01" }, V: { S: "attachment" }, s: at("01.500") };
	const found = await accesses();
	expect(found).toMatchObject([first, second]);
	// They are deleted with the record: they have no TTL of their own.
	expect(found.map(({ e }) => e)).toEqual([undefined, undefined]);
});

test("keeps two accesses of the same moment", async () => {
	await Promise.all([open(), open()]);
	expect(await accesses()).toHaveLength(2);
});

test.each([
	["a call without a recording", { path: { callId: "c-2" } }, 404, "recording-not-found"],
	["an unknown call", { path: { callId: "no-such" } }, 404, "call-history-not-found"],
	["a call of another agent", { account: "ag02" }, 404, "call-history-not-found"],
	["a call of another tenant", { tenant: "globex" }, 404, "call-history-not-found"],
	["an unknown disposition", { query: { disposition: "stream" } }, 400, "invalid-request"],
	[
		"a recording that the call does not have",
		{ query: { recordingId: "0123456789abcdef" } },
		404,
		"recording-not-found",
	],
	["a malformed recording id", { query: { recordingId: "acme/x.wav" } }, 400, "invalid-request"],
	["an unknown parameter", { query: { disposition: "inline", key: "x" } }, 400, "invalid-request"],
])("refuses %s, and records nothing", async (_, request, status, code) => {
	await world.takeIn(callCompleted({ callId: "c-2" }), ...basicTenant("globex"));
	const answer = await open(request);
	expect([answer.status, answer.body.code]).toEqual([status, code]);
	expect(await accesses()).toEqual([]);
});

test.each([
	[{ name: 'a/b\\c:d*e?f"g<h>i|j\u0007' }, "acme/x.mp3", "通話録音_20261120-100012_abcdefghij_09012345678.mp3"],
	[{ name: null }, "acme/x", "通話録音_20261120-100012_09012345678"],
	[{ phone: "" }, "acme/x.WAV", "通話録音_20261120-100012_髙橋さくら.WAV"],
	[{ phone: "+1 212 555 0100" }, "acme/x.y/z", "通話録音_20261120-100012_髙橋さくら_+12125550100"],
])("names the file so that every system can save it: %j of %s", async (data, objectKey, expected) => {
	await world.takeIn(callCompleted({ callId: "c-3", ...data }), recordingStored("c-3", { objectKey }));
	expect((await open({ path: { callId: "c-3" } })).body.fileName).toBe(expected);
});

test("keeps file name and URL within the limits of file systems and S3, however long the name is", async () => {
	const call = callCompleted({ callId: "c-4", name: "𠮷".repeat(200), phone: "番".repeat(64) });
	await world.takeIn(call, recordingStored("c-4"));
	const { fileName, url } = (await open({ path: { callId: "c-4" } })).body;
	expect(fileName).toBe(`通話録音_20261120-100012_${"𠮷".repeat(30)}_${"番".repeat(20)}.wav`);
	expect(Buffer.byteLength(fileName)).toBeLessThanOrEqual(255);
	expect(url.length).toBeLessThan(4096);
});

describe("of a call with several recordings", () => {
	const objects = ["acme/1.wav", "acme/2.mp3", "acme/2026/11/20/c-1.wav"];
	const recordings = async (): Promise<{ recordingId: string }[]> =>
		(await world.call("get-call-history", { path: { callId: "c-1" } })).body.recordings;
	beforeEach(async () => {
		await world.takeIn(
			recordingStored("c-1", { objectKey: "acme/2.mp3", time: "2026-11-01T08:30:00+09:00" }),
			recordingStored("c-1", { objectKey: "acme/1.wav", time: "2026-11-01T08:00:00+09:00" }),
		);
	});

	test("the newest is opened unless another is requested", async () => {
		const asked = [undefined, ...(await recordings())];
		const links = asked.map((one) => open(one ? { query: { recordingId: one.recordingId } } : {}));
		const paths = (await Promise.all(links)).map(({ body }) => new URL(body.url).pathname);
		expect(paths).toEqual(["acme/2026/11/20/c-1.wav", ...objects].map((key) => expect.stringMatching(`/${key}$`)));
	});

	test("each has its own file name, numbered in order", async () => {
		const links = (await recordings()).map(({ recordingId }) => open({ query: { recordingId } }));
		const names = (await Promise.all(links)).map(({ body }) => body.fileName.replace(/^.*_(?=\d\.)/, ""));
		expect(names).toEqual(["1.wav", "2.mp3", "3.wav"]);
	});

	test("each access records which one was opened", async () => {
		const [, second, newest] = await recordings();
		await open({ query: { recordingId: second?.recordingId ?? "" } });
		world.clock.now += 1000;
		await open();
		const { items } = (await world.call("list-record-accesses", { path: { callId: "c-1" } })).body;
		// recordings() opened the details before.
		expect(items.map(({ kind, recordingId }: Record<string, string>) => [kind, recordingId])).toEqual([
			["recording", newest?.recordingId],
			["recording", second?.recordingId],
			["detail", undefined],
		]);
	});
});
