export interface TokenSubject {
	tenant: string;
	account: string;
	/** What the token claims; the API goes by the role that the account has now. */
	role: string;
}

/** A bearer token, as the running stack's issuer signs it. @throws when it does not answer */
export async function requestToken(issuer: string, subject: TokenSubject): Promise<string> {
	let response: Response;
	try {
		response = await fetch(`${issuer}/token`, {
			method: "POST",
			body: new URLSearchParams({ grant_type: "client_credentials", ...subject }),
		});
	} catch {
		throw new Error(`The issuer at ${issuer} does not answer: does the stack still run?`);
	}
	const { access_token } = (await response.json()) as { access_token?: string };
	if (!access_token) throw new Error(`The issuer at ${issuer} refused: ${response.status}`);
	return access_token;
}
