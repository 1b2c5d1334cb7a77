import type { ApiFunction } from "./routes.ts";

/**
 * Requests a second of all callers, for routes that cost more than most; the others share the API's rate. What must not be one
 * caller's to use up has no bound here, which nobody could tell whose it was: shared/rate/model.ts (docs/decisions/022).
 */
export const routeLimits: Partial<Record<ApiFunction, { perSecond: number; burst: number }>> = {
	"search-call-histories": { perSecond: 50, burst: 100 },
	"open-recording": { perSecond: 50, burst: 100 },
};

/** Requests in five minutes. A call centre shares one address, so that the bound by address is a wide one. */
export const firewallLimits = { perAddress: 30_000, perToken: 1_500 };
