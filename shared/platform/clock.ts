import { provider } from "./provider.ts";

/** Epoch milliseconds. */
export const now = provider([], () => Date.now);
