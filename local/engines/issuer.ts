import { generateKeyPairSync, randomUUID } from "node:crypto";
import { Events, type MutableToken, OAuth2Server, type TokenRequestIncomingMessage } from "oauth2-mock-server";
import type { DataFolder } from "../data-folder.ts";
import { host } from "../ports.ts";
import type { Engine } from "./engine.ts";

export const audience = "rireki-local";
const tokenLifeSeconds = 12 * 60 * 60;

/**
 * Stands in for the Cognito user pool: `POST /token` with `tenant`, `account` and `role` gives an access token with the
 * claims that the pool's would have. Its key is kept, so that tokens outlive a restart.
 */
export async function startIssuer(folder: DataFolder, port: number): Promise<Engine> {
	const url = `http://${host}:${port}`;
	const server = new OAuth2Server();
	server.issuer.url = url;
	await server.issuer.keys.add(JSON.parse(await folder.kept("issuer-key.json", makeKey)));
	server.service.on(Events.BeforeTokenSigning, claimAccount);
	await server.start(port, host);
	return { url, stop: () => server.stop() };
}

function claimAccount({ payload }: MutableToken, request: TokenRequestIncomingMessage): void {
	const { tenant, account, role } = request.body as unknown as Record<string, string | undefined>;
	Object.assign(payload, {
		sub: account,
		aud: audience,
		client_id: audience,
		token_use: "access",
		tenant,
		account,
		role,
		exp: payload.iat + tokenLifeSeconds,
		jti: randomUUID(),
	});
}

function makeKey(): string {
	const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
	return JSON.stringify({ ...privateKey.export({ format: "jwk" }), kid: randomUUID(), alg: "RS256", use: "sig" });
}
