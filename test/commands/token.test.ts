import { describe, expect, test } from "vitest";
import { run, spawnStack, temporaryFolder } from "../local/processes.ts";

const decode = (part: string | undefined) => JSON.parse(Buffer.from(part ?? "", "base64url").toString());

describe("the token command", () => {
	test("prints a token that the stack accepts, and nothing else", async () => {
		const dataDir = temporaryFolder();
		const { urls } = await spawnStack(dataDir);
		const { code, stdout, stderr } = await run(
			"commands/token.ts",
			"--tenant",
			"acme",
			"--account",
			"sv01",
			"--data",
			dataDir,
		);
		expect([code, stderr]).toEqual([0, ""]);
		expect(stdout).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+\n$/);
		const [header, claims] = stdout.split(".").map((part, index) => (index < 2 ? decode(part) : part));
		expect(header).toMatchObject({ alg: "RS256", kid: expect.any(String) });
		expect(claims).toMatchObject({
			iss: urls.issuer,
			sub: "sv01",
			aud: "rireki-local",
			client_id: "rireki-local",
			token_use: "access",
			tenant: "acme",
			account: "sv01",
			role: "agent",
		});
		expect(claims.exp - claims.iat).toBe(12 * 60 * 60);
		const response = await fetch(`${urls.api}/me`, { headers: { authorization: `Bearer ${stdout.trim()}` } });
		expect(response.status).toBe(200);
	});

	test("reports on stderr that no stack runs", async () => {
		const { code, stdout, stderr } = await run(
			...(["commands/token.ts", "--tenant", "a", "--account", "b", "--data", temporaryFolder()] as const),
		);
		expect([code, stdout]).toEqual([1, ""]);
		expect(stderr).toContain("No stack runs on");
	});

	test("reports on stderr that a killed stack does not answer", async () => {
		const dataDir = temporaryFolder();
		await (await spawnStack(dataDir)).kill();
		const { code, stdout, stderr } = await run(
			"commands/token.ts",
			"--tenant",
			"a",
			"--account",
			"b",
			"--data",
			dataDir,
		);
		expect([code, stdout]).toEqual([1, ""]);
		expect(stderr).toContain("does not answer");
	});

	test("prints its usage if arguments are missing or unknown", async () => {
		for (const args of [[], ["--tenant", "acme"], ["--tenant", "acme", "--account", "sv01", "--colour", "red"]]) {
			const { code, stdout, stderr } = await run("commands/token.ts", ...args);
			expect([code, stdout]).toEqual([1, ""]);
			expect(stderr).toContain("Usage: ");
		}
	});
});

describe("the start command", () => {
	test.each([
		[["--port", "http"], "--port must be a number"],
		[["--port", "70000"], "--port must be a number"],
		[["--colour"], "Unknown option"],
	])("refuses %j", async (args, message) => {
		const { code, stderr } = await run("commands/start.ts", ...args);
		expect(code).toBe(1);
		expect(stderr).toContain(message);
		expect(stderr).toContain("Usage: ");
	});
});
