import { beforeAll, beforeEach } from "vitest";
import { basicTenant, type CloudEvent } from "./events.ts";
import { createWorld, type World } from "./world.ts";

/**
 * Has all tests of a file deliver to one world with a tenant, in which each finds nothing rejected and nothing
 * published.
 * @param happened what was taken in before the first of them
 * @returns the world, which is made when the file's first test is about to run
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
