import type { World } from "../../support/world.ts";

/** How a test file that another one imports wants its world to be before it searches. */
export const mode: { prepare: (world: World) => Promise<void> } = { prepare: async () => {} };
