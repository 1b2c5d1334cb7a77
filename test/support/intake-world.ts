import { beforeAll, beforeEach } from "vitest";
import { basicTenant, type CloudEvent } from "./events.ts";
import { createWorld, type World } from "./world.ts";

/**
 * Gives all tests of a file one world with a tenant; each test starts with nothing rejected and nothing published.
 * @param happened events to take in before the first test
 * @returns the world, which is filled in just before the file's first test
 */
export function useIntakeWorld(...happened: CloudEvent[]): World {
	const world = {} as World;
	beforeAll(async () => {
		Object.assign(world, await createWorld());
		await world.takeIn(...basicTenant(), ...happened);
	});
	beforeEach(() => {
		world.rejected.length = 0;
		world.published.length = 0;
	});
	return world;
}
