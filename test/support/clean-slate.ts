import { afterAll, vi } from "vitest";
import { countOnGivenDynamodb } from "./dynamodb-endpoint.ts";
import { deleteOwnTables } from "./own-tables.ts";

/** Files run one after another in the same processes; a file's changes to them are undone before the next begins. */
const environment = { ...process.env };

afterAll(async () => {
	vi.useRealTimers();
	vi.restoreAllMocks();
	vi.unstubAllEnvs();
	vi.unstubAllGlobals();
	for (const name of Object.keys(process.env)) if (!(name in environment)) delete process.env[name];
	Object.assign(process.env, environment);
	countOnGivenDynamodb();
	await deleteOwnTables();
});
