import { createPrivateKey, generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { requestToken } from "../../commands/request-token.ts";
import { type DataFolder, openDataFolder } from "../../local/data-folder.ts";
import type { Engine } from "../../local/engines/engine.ts";
import { audience, startIssuer } from "../../local/engines/issuer.ts";
import { createAuthorizer } from "../../local/gateway/authorizer.ts";
import { choosePorts } from "../../local/ports.ts";

let folder: DataFolder;
let issuer: Engine;
let key: { kid: string };

beforeAll(async () => {
	folder = openDataFolder(mkdtempSync(join(tmpdir(), "rireki-")));
	issuer = await startIssuer(folder, (await choosePorts(["issuer"], {})).issuer);
	key = JSON.parse(readFileSync(folder.file("issuer-key.json"), "utf8"));
});
afterAll(async () => {
	await issuer.stop();
	folder.release();
	rmSync(folder.path, { recursive: true });
});

const now = () => Math.floor(Date.now() / 1000);
const authorizer = () => createAuthorizer({ issuer: issuer.url, audience });

/** A token as the issuer signs it, except for what the test changes. */
function forge(
	changes: object,
	signer: KeyObject = createPrivateKey({ key: { ...key }, format: "jwk" }),
	kid = key.kid,
) {
	const claims = { iss: issuer.url, aud: audience, iat: now(), exp: now() + 60, token_use: "access", ...changes };
	const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString("base64url");
	const content = `${encode({ alg: "RS256", typ: "JWT", kid })}.${encode(claims)}`;
	return `${content}.${sign("sha256", Buffer.from(content), signer).toString("base64url")}`;
}

const challengeOf = (authorization: string | undefined) =>
	authorizer()(authorization).then(
		() => "let in",
		(refused) => refused.challenge,
	);

describe("the authorizer", () => {
	test("accepts a token of the issuer, and passes its claims on as strings", async () => {
		const token = await requestToken(issuer.url, { tenant: "acme", account: "sv01", role: "supervisor" });
		expect(await authorizer()(`Bearer ${token}`)).toMatchObject({
			iss: issuer.url,
			sub: "sv01",
			aud: audience,
			client_id: audience,
			token_use: "access",
			tenant: "acme",
			account: "sv01",
			role: "supervisor",
			exp: expect.stringMatching(/^\d{10}$/),
		});
	});

	test("accepts a machine by the same grant and scope as in the cloud, whatever its client id", async () => {
		const response = await fetch(`${issuer.url}/token`, {
			method: "POST",
			headers: { authorization: `Basic ${btoa("nightly-report:secret")}` },
			body: new URLSearchParams({ grant_type: "client_credentials", scope: "machine/acme~nightly-report" }),
		});
		const { access_token } = (await response.json()) as { access_token: string };
		expect(await authorizer()(`Bearer ${access_token}`)).toMatchObject({
			token_use: "access",
			tenant: "acme",
			account: "nightly-report",
		});
	});

	test("passes lists on as API Gateway does, and booleans as text", async () => {
		const token = forge({ groups: ["a", "b"], admin: true, level: 3 });
		expect(await authorizer()(`Bearer ${token}`)).toMatchObject({ groups: "[a b]", admin: "true", level: "3" });
	});

	test("uses the client id as the audience if there is none", async () => {
		expect(await challengeOf(`Bearer ${forge({ aud: undefined, client_id: audience })}`)).toBe("let in");
		expect(await challengeOf(`Bearer ${forge({ aud: "other", client_id: audience })}`)).toContain("valid audience");
	});

	test("asks for a token if there is none", async () => {
		expect(await challengeOf(undefined)).toBe("Bearer");
	});

	test.each([
		["an expired token", { exp: now() - 1 }, "the token has expired"],
		["a token that is not yet valid", { nbf: now() + 60 }, "the token is not yet valid"],
		["a token issued in the future", { iat: now() + 60 }, "the token is not yet valid"],
		["a token for other audiences", { aud: ["x", "y"] }, "the token does not have a valid audience"],
		["another issuer's token", { iss: "https://elsewhere.example" }, "the token has an invalid issuer"],
	])("refuses %s", async (_name, changes, description) => {
		expect(await challengeOf(`Bearer ${forge(changes)}`)).toBe(
			`Bearer scope="" error="invalid_token" error_description="${description}"`,
		);
	});

	test("refuses a token signed with another key", async () => {
		const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
		expect(await challengeOf(`Bearer ${forge({}, privateKey)}`)).toContain("invalid signature");
		expect(await challengeOf(`Bearer ${forge({}, privateKey, "unknown")}`)).toContain("unknown key");
	});

	test.each(["nonsense", "a.b.c", ""])("refuses a malformed token: %j", async (text) => {
		expect(await challengeOf(`Bearer ${text}`)).toContain("invalid_token");
	});

	test("refuses a token without a signature", async () => {
		const [, claims] = forge({}).split(".");
		const head = Buffer.from(JSON.stringify({ alg: "none", kid: key.kid })).toString("base64url");
		expect(await challengeOf(`Bearer ${head}.${claims}.`)).toContain("invalid_token");
	});
});
