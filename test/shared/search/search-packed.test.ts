import { expect } from "vitest";
import { packTenant } from "../../../shared/pack/pack-tenant.ts";
import { smallSizes } from "../../support/packs.ts";
import { times } from "../../support/thorough.ts";
import { describeSearches, historySize } from "./describe-searches.ts";

// The same history in many packs.
describeSearches(async ({ deps }) => {
	await packTenant(deps, "acme", { deadline: Number.POSITIVE_INFINITY, sizes: smallSizes });
	const { contents } = await deps.packReader.load("acme");
	expect(contents.packs.reduce((sum, { rows }) => sum + rows, 0)).toBe(historySize);
	expect(contents.packs.length).toBeGreaterThan(times(20, 30));
});
