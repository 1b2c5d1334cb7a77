import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Those that take half a minute or more begin first, so that none of them is left to run alone at the end. */
const longest = [
	"test/web/console.test.ts",
	"test/journeys/bank.test.ts",
	"test/commands/chaos/chaos.test.ts",
	"test/shared/search/search-costs.test.ts",
	"test/shared/export/equals-search.test.ts",
	"test/shared/search/search-packed.test.ts",
	"test/shared/search/search.test.ts",
	"test/shared/pack/kills.test.ts",
	"test/infra/bundles.test.ts",
	"test/local/demo-days.test.ts",
];

class LongestFirst extends BaseSequencer {
	override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
		const rank = ({ moduleId }: TestSpecification) => {
			const place = longest.findIndex((path) => moduleId.endsWith(path));
			return place < 0 ? longest.length : place;
		};
		return (await super.sort(files)).toSorted((a, b) => rank(a) - rank(b));
	}
}

/** Another DynamoDB, even a region's own, answers more slowly than the embedded one. */
const patience = process.env.DYNAMODB_ENDPOINT ? 5 : 1;

export default defineConfig({
	test: {
		include: ["test/**/*.test.ts"],
		globalSetup: "test/support/dynamodb.ts",
		// To load the same modules for each file, and to run them before V8 has compiled them, was a quarter of the work.
		isolate: false,
		setupFiles: "test/support/clean-slate.ts",
		// The product's log and what stands on the screen of a test that fails; those that pass say nothing.
		silent: "passed-only",
		// Tests make garbage by the million records: fewer collections are a twentieth of the work, and more.
		execArgv: ["--max-semi-space-size=64"],
		// One more than there are cores: some tests wait, for what is silent or stopped.
		maxWorkers: availableParallelism() + 1,
		sequence: { sequencer: LongestFirst },
		reporters: ["default", "./test/support/closing-line.ts"],
		// A loop over nothing, a branch not taken: what asserts nothing fails.
		expect: { requireAssertions: true },
		// Six times what nearly all tests take on two busy cores; the few that take longer say so (test/support/limits.ts).
		// Hooks start whole stacks, and load a hundred thousand records.
		testTimeout: patience * 90_000,
		hookTimeout: patience * 120_000,
	},
});
