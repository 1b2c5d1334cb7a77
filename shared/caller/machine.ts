import type { Caller } from "./model.ts";

/** The user pool's resource server whose scopes identify machines, and grant nothing. */
export const machineServer = "machine";

/** `acme~nightly-report`, separated by `~`, which tenant ids cannot contain. */
export function machineScope({ tenantId, accountId }: Caller): string {
	return `${tenantId}~${accountId}`;
}

/**
 * The machine that a token's scopes name: `machine/acme~nightly-report`. Undefined if they name none, or more than one.
 */
export function machineOf(scopes: readonly string[]): Caller | undefined {
	const named = scopes.filter((scope) => scope.startsWith(`${machineServer}/`));
	const [, tenantId, accountId] = /^[^/]*\/([^~]+)~(.+)$/.exec(named[0] ?? "") ?? [];
	return named.length === 1 && tenantId && accountId ? { tenantId, accountId } : undefined;
}
