/** Read when the page starts, so that one build serves every stage. */
export interface Config {
	/** The API's address: `/v1`, or a whole URL. */
	apiBase: string;
	oidc: {
		authority: string;
		client_id: string;
		/** Avoids discovery, where a content security policy forbids requests to the authority. */
		metadata?: Record<string, string>;
	};
}

export async function loadConfig(): Promise<Config> {
	const response = await fetch(`${import.meta.env.BASE_URL}config.json`, { cache: "no-cache" });
	if (!response.ok) throw new Error(`config.json: ${response.status}`);
	return response.json();
}
