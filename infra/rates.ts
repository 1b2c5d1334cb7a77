import type { ApiFunction } from "./routes.ts";

/**
 * Requests per second of all callers together, for routes that cost more than most; the others share the API's rate.
 * Limits per caller are not here, as the gateway does not know callers: shared/rate/model.ts (docs/decisions/022).
 */
export const routeLimits: Partial<Record<ApiFunction, { perSecond: number; burst: number }>> = {
	"search-call-histories": { perSecond: 50, burst: 100 },
	"open-recording": { perSecond: 50, burst: 100 },
};

/** Requests in five minutes. The limit by address is high, because a call centre shares one address. */
export const firewallLimits = { perAddress: 30_000, perToken: 1_500 };
