export interface TokenSubject {
	tenant: string;
	account: string;
	/** The claimed role; the API uses the account's current one. */
	role: string;
}

/** A bearer token from the running stack's issuer. @throws if it does not answer */
export async function requestToken(issuer: string, subject: TokenSubject): Promise<string> {
	let response: Response;
	try {
		response = await fetch(`${issuer}/token`, {
			method: "POST",
			body: new URLSearchParams({ grant_type: "client_credentials", ...subject }),
		});
	} catch {
		throw new Error(`The issuer at ${issuer} does not answer: is the stack still running?`);
	}
	const { access_token } = (await response.json()) as { access_token?: string };
	if (!access_token) throw new Error(`The issuer at ${issuer} refused: ${response.status}`);
	return access_token;
}
