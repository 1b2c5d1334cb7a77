import { generateKeyPairSync, randomUUID } from "node:crypto";
import {
	Events,
	type MutableResponse,
	type MutableToken,
	OAuth2Server,
	type TokenRequestIncomingMessage,
} from "oauth2-mock-server";
import { machineOf } from "../../shared/caller/machine.ts";
import type { DataFolder } from "../data-folder.ts";
import { loginPage } from "../issuer/login-page.ts";
import { rememberLogins } from "../issuer/logins.ts";
import { host } from "../ports.ts";
import type { Engine } from "./engine.ts";

export const audience = "rireki-local";
const tokenLifeSeconds = 12 * 60 * 60;

/**
 * Replaces the Cognito user pool: `POST /token` with `tenant`, `account` and `role`, or with a machine's `scope`,
 * returns an access token with the same claims as the pool's. The console logs in by code flow, with a page for
 * choosing an account. The key is kept, so that tokens survive a restart.
 */
export async function startIssuer(folder: DataFolder, port: number): Promise<Engine> {
	const url = `http://${host}:${port}`;
	const server = new OAuth2Server();
	const { issuer, service } = server;
	issuer.url = url;
	await issuer.keys.add(JSON.parse(await folder.kept("issuer-key.json", makeKey)));
	const logins = rememberLogins(service);
	service.on(Events.BeforeTokenSigning, (token: MutableToken, request: TokenRequestIncomingMessage) => {
		claim(token, logins.of(request) ?? named(request.body as unknown as Record<string, string | undefined>));
	});
	service.on(Events.BeforeWellKnownOpenIdConfiguration, ({ body }: MutableResponse) => {
		Object.assign(body as object, { authorization_endpoint: `${url}/login` });
	});
	service.addRoute("GET", "/login", (request, response) => {
		const query = request.url?.split("?")[1] ?? "";
		response.writeHead(200, { "content-type": "text/html; charset=utf-8", "cache-control": "no-store" });
		response.end(loginPage(query, new Date()));
	});
	await server.start(port, host);
	return { url, stop: () => server.stop() };
}

type Subject = Partial<Record<"tenant" | "account" | "role", string>>;

/** The subject of a token request, by its scope, as machines do in the cloud, or by the claims themselves. */
function named({ scope = "", tenant, account, role }: Record<string, string | undefined>): Subject {
	const machine = machineOf(scope.split(" "));
	return machine ? { tenant: machine.tenantId, account: machine.accountId } : ({ tenant, account, role } as Subject);
}

/** An id token has no scope, and the API does not accept it. */
function claim({ payload }: MutableToken, subject: Subject): void {
	const common = { sub: subject.account, exp: payload.iat + tokenLifeSeconds, jti: randomUUID() };
	if (!("scope" in payload)) Object.assign(payload, { ...common, token_use: "id" });
	else Object.assign(payload, { ...common, ...subject, aud: audience, client_id: audience, token_use: "access" });
}

function makeKey(): string {
	const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
	return JSON.stringify({ ...privateKey.export({ format: "jwk" }), kid: randomUUID(), alg: "RS256", use: "sig" });
}
