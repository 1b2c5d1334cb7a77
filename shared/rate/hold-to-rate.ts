import type { Caller } from "../caller/model.ts";
import { AppError } from "../platform/errors.ts";
import type { RateCounts } from "./counts.ts";
import { type RateName, rates } from "./model.ts";

export interface RateDeps {
	now: () => number;
	rateCounts: RateCounts;
}

/**
 * Counts a call, and refuses it if the account or its tenant has used up its share. Calls refused to an account do not
 * count for its tenant. Costs two write units.
 * @param weight as how many calls it counts
 * @throws AppError `too-many` with the seconds until calls are served again
 */
export async function holdToRate(
	deps: RateDeps,
	caller: Caller,
	name: Exclude<RateName, "link">,
	weight = 1,
): Promise<void> {
	await hold(deps, caller.tenantId, name, caller.accountId, rates[name].account, weight);
	await hold(deps, caller.tenantId, name, "", rates[name].tenant, weight);
}

/** The same for an address to which a link is to be mailed. Costs one write unit. */
export async function holdToRateOfAddress(deps: RateDeps, tenantId: string, address: string): Promise<void> {
	await hold(deps, tenantId, "link", address, rates.link.address);
}

/** @param counted an account or an address; empty for the tenant itself */
async function hold(
	{ now, rateCounts }: RateDeps,
	tenantId: string,
	rate: RateName,
	counted: string,
	limit: number,
	weight = 1,
) {
	const { windowSeconds } = rates[rate];
	const seconds = Math.floor(now() / 1000);
	const startedAt = seconds - (seconds % windowSeconds);
	const endsAt = startedAt + windowSeconds;
	const count = await rateCounts.add({ tenantId, rate, counted, startedAt, endsAt, weight });
	if (count <= limit) return;
	throw new AppError(rates[rate].refusedAs, `${count} of ${limit} calls`, {
		retryAfterSeconds: endsAt - seconds,
	});
}
