/**
 * How many calls are served in a stretch of time: of an account and of its tenant, or to the address that a mail goes
 * to.
 */
export type Rate = {
	windowSeconds: number;
	/** The code of the refusal. */
	refusedAs: "too-many-requests" | "too-many-mails";
} & ({ account: number; tenant: number } | { address: number });

/** Calls that cost far more than others. A person does not come near these figures; a loop does at once. */
export const rates = {
	/** Each is a workflow that may read a tenant's whole history. */
	"async-search": { windowSeconds: 60, account: 100, tenant: 300, refusedAs: "too-many-requests" },
	/** Records in corrections of many at once; each costs twelve units written. */
	"bulk-correction": { windowSeconds: 60, account: 3000, tenant: 10_000, refusedAs: "too-many-requests" },
	/** Test mails, and links to confirm an address. */
	mail: { windowSeconds: 3600, account: 20, tenant: 200, refusedAs: "too-many-mails" },
	/** Limits links per address, because the recipient may not have asked for them. */
	link: { windowSeconds: 86_400, address: 5, refusedAs: "too-many-mails" },
} as const satisfies Record<string, Rate>;
export type RateName = keyof typeof rates;
