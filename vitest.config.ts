import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Files that take half a minute or more start first, so that none of them is left to run alone at the end. */
const longest = [
	"test/web/console.test.ts",
	"test/journeys/bank.test.ts",
	"test/commands/chaos/chaos.test.ts",
	"test/shared/search/search-costs.test.ts",
	"test/shared/export/equals-search.test.ts",
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
		// Isolated files would each load the same modules and run them before V8 has compiled them: a quarter of the work.
		isolate: false,
		setupFiles: "test/support/clean-slate.ts",
		// Shows the product's log and other output of failing tests only.
		silent: "passed-only",
		// Tests create garbage by the million records: fewer collections save a twentieth of the work or more.
		execArgv: ["--max-semi-space-size=64"],
		// One more than there are cores, as some tests wait for services that are silent or stopped.
		maxWorkers: availableParallelism() + 1,
		sequence: { sequencer: LongestFirst },
		reporters: ["default", "./test/support/closing-line.ts"],
		// A test that asserts nothing fails: it may have looped over nothing, or skipped a branch.
		// A busy machine may stand still for seconds.
		expect: { requireAssertions: true, poll: { timeout: 30_000 } },
		// Six times what nearly all tests take on two busy cores; the few that take longer say so (test/support/limits.ts).
		// Hooks start whole stacks, and load a hundred thousand records.
		testTimeout: patience * 90_000,
		hookTimeout: patience * 120_000,
	},
});
