/** For how long a request that is sent again is answered as before. */
export const rememberedMs = 86_400_000;
/** Longer than a request can be worked at: the functions of the API are ended after 29 seconds. */
export const claimMs = 30_000;

/** One attempt at a request that carries a key. */
export interface Attempt {
	tenantId: string;
	accountId: string;
	/** Digest of the key. */
	key: string;
	/** Digest of all that decides what the request does. */
	request: string;
	/** Names this attempt among others at the same request. */
	id: string;
	/** Epoch milliseconds. */
	at: number;
}

/** What is known of a key. */
export interface Entry {
	request: string;
	/** Epoch milliseconds until which an attempt is at it; none where nobody has said so. */
	claimedUntil: number | undefined;
	/** How it came out, as JSON; undefined where it has not, or was too large to keep. */
	outcome: string | undefined;
}
