/**
 * Limits, in milliseconds, of tests for which the default does not leave room: four times what they take where two cores are shared with
 * other tests. Up to 15 s the default of a minute does; a minute; two and a half.
 */
export const long = { timeout: 240_000 };
export const longest = { timeout: 600_000 };
