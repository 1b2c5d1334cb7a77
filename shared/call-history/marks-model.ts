/** Packs hold whole stretches of time, which begin at multiples of this. */
export const stretchMs = 600_000;
/**
 * A record whose stretch ended this long ago may be in a pack, so its writers mark it. Packing begins ten minutes later
 * (`packsAfterMs`), because a writer reads the clock before it writes, and an index lags a little behind.
 */
export const marksAfterMs = 300_000;

export function stretchOf(time: number): number {
	return Math.floor(time / stretchMs) * stretchMs;
}

/** Records called before this moment may already be in a pack, so whoever writes one marks it. */
export function markedBefore(now: number): number {
	return stretchOf(now - marksAfterMs);
}

/** The mark that a write sets if a pack may already include the record. */
export function marksOf(
	{ tenantId, calledAt }: { tenantId: string; calledAt: number },
	now: number,
): { marks?: string; markedAt?: number } {
	return calledAt < markedBefore(now) ? { marks: tenantId, markedAt: now } : {};
}
