/** How long a repeated request gets the same answer. */
export const rememberedMs = 86_400_000;
/** Longer than any request can run: the API's functions are stopped after 29 seconds. */
export const claimMs = 30_000;

/** One attempt at a request that carries a key. */
export interface Attempt {
	tenantId: string;
	accountId: string;
	/** Digest of the key. */
	key: string;
	/** Digest of everything that determines what the request does. */
	request: string;
	/** Distinguishes this attempt from others at the same request. */
	id: string;
	/** Epoch milliseconds. */
	at: number;
}

/** What is known about a key. */
export interface Entry {
	request: string;
	/** Epoch milliseconds until which an attempt has claimed the request; undefined without a claim. */
	claimedUntil: number | undefined;
	/** The outcome, as JSON; undefined if there is none yet, or it was too large to store. */
	outcome: string | undefined;
}
