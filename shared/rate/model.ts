/**
 * How many calls are served in a stretch of time: for an account and for its tenant, or for the address that a mail is
 * sent to.
 */
export type Rate = {
	windowSeconds: number;
	/** The code of the refusal. */
	refusedAs: "too-many-requests" | "too-many-mails";
} & ({ account: number; tenant: number } | { address: number });

/** Limits for calls that cost far more than others. No person comes near them; a loop reaches them at once. */
export const rates = {
	/** Each is a workflow that may read a tenant's whole history. */
	"async-search": { windowSeconds: 60, account: 100, tenant: 300, refusedAs: "too-many-requests" },
	/** Records in bulk corrections; each costs twelve write units. */
	"bulk-correction": { windowSeconds: 60, account: 3000, tenant: 10_000, refusedAs: "too-many-requests" },
	/** Test mails, and links to confirm an address. */
	mail: { windowSeconds: 3600, account: 20, tenant: 200, refusedAs: "too-many-mails" },
	/** Limits links per address, because the recipient may not have asked for them. */
	link: { windowSeconds: 86_400, address: 5, refusedAs: "too-many-mails" },
} as const satisfies Record<string, Rate>;
export type RateName = keyof typeof rates;
