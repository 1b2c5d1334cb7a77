import { JwtVerifier } from "aws-jwt-verify";
import {
	JwtExpiredError,
	JwtInvalidIssuerError,
	JwtInvalidSignatureError,
	JwtNotBeforeError,
	JwtParseError,
	KidNotFoundInJwksError,
} from "aws-jwt-verify/error";
import { SimpleJwksCache } from "aws-jwt-verify/jwk";

/** Claims as a function gets them: all are strings. */
export type Claims = Record<string, string>;

/** Refused; `challenge` is the `www-authenticate` header. */
export class Unauthorized extends Error {
	readonly challenge: string;

	constructor(challenge: string) {
		super(challenge);
		this.challenge = challenge;
	}
}

/** @throws Unauthorized */
export type Authorize = (authorization: string | undefined) => Promise<Claims>;

/** The JWT authorizer of an HTTP API, with the keys at the issuer's JWKS URI. */
export function createAuthorizer({ issuer, audience }: { issuer: string; audience: string }): Authorize {
	const verifier = JwtVerifier.create(
		{ issuer, audience: null, jwksUri: `${issuer}/jwks` },
		{ jwksCache: new SimpleJwksCache({ fetcher: { fetch: download } }) },
	);
	return async (authorization) => {
		if (!authorization) throw new Unauthorized("Bearer");
		try {
			const payload = await verifier.verify(authorization.replace(/^Bearer /i, ""), {
				customJwtCheck: ({ payload: { aud, client_id, iat } }) => {
					if (![aud ?? client_id].flat().includes(audience)) throw new AudienceError();
					if (iat && iat > Date.now() / 1000 + 1) throw new JwtNotBeforeError("iat", iat);
				},
			});
			return Object.fromEntries(Object.entries(payload).map(([name, value]) => [name, toText(value)]));
		} catch (cause) {
			throw new Unauthorized(`Bearer scope="" error="invalid_token" error_description="${describe(cause)}"`);
		}
	};
}

class AudienceError extends Error {}

function describe(cause: unknown): string {
	if (cause instanceof AudienceError) return "the token does not have a valid audience";
	if (cause instanceof JwtExpiredError) return "the token has expired";
	if (cause instanceof JwtNotBeforeError) return "the token is not yet valid";
	if (cause instanceof JwtInvalidIssuerError) return "the token has an invalid issuer";
	if (cause instanceof JwtInvalidSignatureError) return "the token has an invalid signature";
	if (cause instanceof KidNotFoundInJwksError) return "the token was signed with an unknown key";
	if (cause instanceof JwtParseError) return "the token could not be parsed";
	return "the token is invalid";
}

/** API Gateway passes a list as `[a b]`, whatever it contains. */
function toText(value: unknown): string {
	if (Array.isArray(value)) return `[${value.map(toText).join(" ")}]`;
	return typeof value === "object" ? JSON.stringify(value) : String(value);
}

/** The verifier's own fetcher supports only https. */
async function download(uri: string): Promise<ArrayBuffer> {
	const response = await fetch(uri);
	if (!response.ok) throw new Error(`${uri} answered ${response.status}`);
	return response.arrayBuffer();
}
