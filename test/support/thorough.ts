/**
 * With `THOROUGH=1`, random tests and long series run as often as it takes to find rare faults; otherwise as often as
 * fits into eight minutes for the whole suite.
 */
export const isThorough = process.env.THOROUGH === "1";

/** How often to repeat something. */
export function times(usual: number, thorough: number): number {
	return isThorough ? thorough : usual;
}

/** Every `step`-th of some cases; all of them in a thorough run. */
export function someOf<Case>(cases: readonly Case[], step: number): Case[] {
	return cases.filter((_, index) => isThorough || index % step === 0);
}
