/** Limits, in milliseconds, for tests that take longer than 15 s, or 60 s, on two busy cores. */
export const long = { timeout: 240_000 };
export const longest = { timeout: 600_000 };
