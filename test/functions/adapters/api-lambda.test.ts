import { afterEach, describe, expect, it } from "vitest";
import { apiLambda } from "../../../functions/adapters/api-lambda.ts";
import { toEvent } from "../../support/world.ts";

const [former, current] = ["f".repeat(43), "c".repeat(43)];

/** A route as it is deployed; it reads the keys with its first request. */
const deployed = () => apiLambda(() => async () => ({ statusCode: 200 }), {});
const statusFor = async (headers: Record<string, string>) => (await deployed()(toEvent({ headers }))).statusCode;

afterEach(() => void delete process.env.ORIGIN_KEYS);

describe("a deployed route", () => {
	it("answers requests through CloudFront, with the current key or the former one", async () => {
		process.env.ORIGIN_KEYS = `${former},${current}`;
		expect(await statusFor({ "x-origin-key": current })).toBe(200);
		expect(await statusFor({ "x-origin-key": former })).toBe(200);
	});

	it.each([[{}], [{ "x-origin-key": "" }], [{ "x-origin-key": `${former},${current}` }], [{ "x-origin-key": "c" }]])(
		"refuses requests that bypass CloudFront, with %o",
		async (headers) => {
			process.env.ORIGIN_KEYS = `${former},${current}`;
			expect(await statusFor(headers as Record<string, string>)).toBe(403);
		},
	);

	it("does not start with a key that is too short", async () => {
		process.env.ORIGIN_KEYS = "short";
		await expect(statusFor({ "x-origin-key": "short" })).rejects.toThrow("ORIGIN_KEYS");
	});
});
