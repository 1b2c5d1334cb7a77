import { gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { apiHandler } from "../../../functions/adapters/http.ts";
import { toAnswer } from "../../../local/gateway/answer.ts";
import { toEvent } from "../../support/world.ts";

const rows = Array.from({ length: 100 }, (_, row) => ({
	callId: `call-${row}`,
	name: "佐藤 健",
	memo: "折り返しの連絡を希望",
}));
const handler = apiHandler({}, async (body: object) => ({ body, headers: { etag: '"3"' } }));
const answer = async (body: object, acceptEncoding?: string) => {
	const headers: Record<string, string> = acceptEncoding === undefined ? {} : { "accept-encoding": acceptEncoding };
	return toAnswer(await handler(body)(toEvent({ headers })));
};

test.each(["gzip", "gzip, deflate, br", "br;q=1.0, GZIP;q=0.2", "*"])(
	"a large answer is compressed for %s",
	async (coding) => {
		const { headers, body } = await answer({ rows }, coding);
		expect(headers).toMatchObject({ "content-encoding": "gzip", vary: "accept-encoding", etag: '"3"' });
		expect(JSON.parse(gunzipSync(body as Buffer).toString())).toEqual({ rows });
		expect(body.length).toBeLessThan(JSON.stringify({ rows }).length / 8);
	},
);

test.each([undefined, "", "br", "gzip;q=0", "gzip; q=0.0, br", "*;q=0"])(
	"a large answer is not compressed for %s",
	async (coding) => {
		const { headers, body } = await answer({ rows }, coding);
		expect(headers).not.toHaveProperty("content-encoding");
		expect(headers).toMatchObject({ vary: "accept-encoding", etag: '"3"' });
		expect(JSON.parse(body as string)).toEqual({ rows });
	},
);

test("a small answer is not compressed", async () => {
	const { headers, body } = await answer({ callId: "call-1" }, "gzip");
	expect(headers).not.toHaveProperty("content-encoding");
	expect(body).toBe('{"callId":"call-1"}');
});
