import type { Reporter, TestModule } from "vitest/node";

/** Ends the run's output with one plain line that any program can read. */
export default class ClosingLine implements Reporter {
	onTestRunEnd(modules: readonly TestModule[]): void {
		const results = modules.flatMap((module) => [...module.children.allTests()].map((test) => test.result().state));
		const broken = modules.filter((module) => module.errors().length > 0).length;
		const count = (state: string) => results.filter((result) => result === state).length;
		const skipped = count("skipped") > 0 ? `, ${count("skipped")} skipped` : "";
		process.stdout.write(`${count("passed")} passed, ${count("failed") + broken} failed${skipped}\n`);
	}
}
