import { defineConfig } from "vitest/config";

export default defineConfig({
	test: {
		include: ["test/**/*.test.ts"],
		globalSetup: "test/support/dynamodb.ts",
		// Journeys start whole stacks, races write thousands of records.
		testTimeout: 120_000,
		hookTimeout: 600_000,
	},
});
