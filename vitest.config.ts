import { defineConfig } from "vitest/config";

export default defineConfig({
	test: {
		include: ["test/**/*.test.ts"],
		globalSetup: "test/support/dynamodb.ts",
		maxWorkers: "100%",
		reporters: ["default", "./test/support/closing-line.ts"],
		// Journeys start whole stacks, races write thousands of records, cost tests load a hundred thousand.
		testTimeout: 120_000,
		hookTimeout: 600_000,
	},
});
