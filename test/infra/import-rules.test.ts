import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";

const modules = join(dirname(createRequire(import.meta.url).resolve("zod/package.json")), "..");
const configuration = join(modules, "..", ".dependency-cruiser.mjs");

/** A file, what it imports, and whether that is allowed. */
const cases: [string, string, boolean][] = [
	["shared/search/model.ts", "zod", true],
	["shared/search/model.ts", "../text/model.ts", true],
	["shared/search/model.ts", "../platform/errors.ts", false],
	["shared/search/model.ts", "electrodb", false],
	["shared/search/search-call-histories.ts", "../directory/model.ts", true],
	["shared/search/search-call-histories.ts", "../call-history/store.ts", false],
	["shared/search/search-call-histories.ts", "@aws-sdk/client-dynamodb", false],
	["shared/search/search-call-histories.ts", "../../functions/adapters/http.ts", false],
	["shared/call-history/store.ts", "electrodb", true],
	["shared/call-history/store.ts", "../directory/schema.ts", true],
	["shared/call-history/store.ts", "../directory/store.ts", false],
	["shared/call-history/store.ts", "../platform/dynamodb.ts", true],
	["shared/directory/account-names.ts", "../platform/dynamodb.ts", true],
	["shared/directory/account-names.ts", "../call-history/model.ts", false],
	["shared/trail/writer.ts", "../search/answer.ts", false],
	["shared/change/report-changes.ts", "../export/csv.ts", true],
	["shared/novelty/model.ts", "../time/model.ts", false],
	["shared/platform/logger.ts", "../call-history/store.ts", false],
	["functions/api/get-me.ts", "../adapters/http.ts", true],
	["functions/api/get-me.ts", "./get-search-options.ts", false],
	["functions/api/get-me.ts", "@middy/core", false],
	["functions/api/get-me.ts", "../../local/stack.ts", false],
	["functions/api/get-me.ts", "../workflow/mark-failed.ts", false],
	["functions/workflow/mark-failed.ts", "../adapters/task.ts", true],
	["functions/workflow/mark-failed.ts", "../../shared/async-search/fail-run.ts", true],
	["functions/workflow/mark-failed.ts", "../../shared/platform/workflow.ts", true],
	["functions/workflow/mark-failed.ts", "./mark-completed.ts", false],
	["functions/workflow/mark-failed.ts", "../events/sweep.ts", false],
	["functions/workflow/mark-failed.ts", "@aws-sdk/client-s3", false],
	["functions/events/sweep.ts", "../workflow/mark-failed.ts", false],
	["functions/adapters/task.ts", "../workflow/mark-failed.ts", false],
	["functions/adapters/http.ts", "@middy/core", true],
	["functions/adapters/http.ts", "@aws-sdk/client-sqs", false],
	["web/src/features/search/criteria.ts", "../../../../shared/search/model.ts", true],
	["web/src/features/search/use-search.ts", "../../../../shared/search/answer.ts", true],
	["web/src/features/search/use-search.ts", "../../../../shared/search/filter.ts", false],
	["web/src/api/client.ts", "../../../infra/routes.ts", false],
	["infra/table.ts", "../functions/api/get-me.ts", false],
	["contract/openapi/problems.ts", "../../functions/adapters/problem.ts", true],
	["contract/openapi/problems.ts", "../../functions/workflow/mark-failed.ts", false],
	["infra/functions.ts", "../shared/platform/env.ts", true],
	["infra/functions.ts", "../local/deps.ts", false],
	["infra/functions.ts", "@aws-sdk/client-sqs", false],
	["shared/search/search-call-histories.ts", "../../commands/chaos/faults.ts", false],
	["functions/events/sweep.ts", "../../commands/chaos/faults.ts", false],
	["commands/chaos/stage.ts", "../../local/stack.ts", true],
	["commands/chaos/stage.ts", "../../test/support/world.ts", false],
	["local/stack.ts", "../commands/start.ts", false],
];

test("the linter refuses every import that the architecture forbids, and no other", () => {
	const folder = mkdtempSync(join(tmpdir(), "rireki-rules-"));
	try {
		symlinkSync(modules, join(folder, "node_modules"));
		const write = (path: string, text: string) => {
			mkdirSync(join(folder, dirname(path)), { recursive: true });
			writeFileSync(join(folder, path), text);
		};
		// Imported files must exist, or the linter takes them for packages.
		const targets = cases.flatMap(([file, specifier]) =>
			specifier.startsWith(".") ? [join(dirname(file), specifier)] : [],
		);
		for (const path of targets) write(path, "export const thing = 0;\n");
		for (const [path, imports] of Map.groupBy(cases, ([file]) => file)) {
			const lines = imports.map(([, specifier], index) => `export { thing as thing${index} } from "${specifier}";`);
			write(path, `${lines.join("\n")}\n`);
		}
		const cruiser = join(modules, "dependency-cruiser/bin/dependency-cruiser.mjs");
		const args = [cruiser, "-c", configuration, "--output-type", "json", "."];
		const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: "utf8", maxBuffer: 2 ** 26 });
		expect(stderr).toBe("");
		const { violations }: { violations: { from: string; to: string }[] } = JSON.parse(stdout).summary;
		const refused = new Set(violations.map(({ from, to }) => `${from} -> ${to.replace(/^.*node_modules\//, "")}`));
		const isRefused = ([file, specifier]: (typeof cases)[number]) => {
			const target = specifier.startsWith(".") ? join(dirname(file), specifier) : specifier;
			return [...refused].some((one) => one.startsWith(`${file} -> ${target}`));
		};
		expect(cases.map((one) => [...one.slice(0, 2), !isRefused(one)])).toEqual(cases);
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
});

test("docs/architecture.md shows the nouns in their order", async () => {
	const { nouns }: { nouns: string[] } = await import(configuration);
	const document = readFileSync(join(modules, "../docs/architecture.md"), "utf8");
	const shown = document.split("## The nouns")[1]?.split("\n## ")[0] ?? "";
	const rows = shown.split("\n").filter((line) => line.startsWith("|"));
	expect([...rows.join("\n").matchAll(/`([a-z-]+)`/g)].map(([, noun]) => noun)).toEqual(nouns);
});
