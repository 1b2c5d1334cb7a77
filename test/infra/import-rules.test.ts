import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { expect, test } from "vitest";

const biome = createRequire(import.meta.url).resolve("@biomejs/biome/bin/biome");
const configuration = new URL("../../biome.json", import.meta.url);

/** File, what it imports, and whether it may. */
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
	["shared/platform/deps.ts", "../call-history/store.ts", true],
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
	["infra/openapi/problems.ts", "../../functions/adapters/problem.ts", true],
	["infra/openapi/problems.ts", "../../functions/workflow/mark-failed.ts", false],
	["infra/functions.ts", "../shared/platform/env.ts", true],
	["infra/functions.ts", "../shared/platform/deps.ts", false],
	["infra/functions.ts", "@aws-sdk/client-sqs", false],
	["shared/search/search-call-histories.ts", "../../chaos/faults.ts", false],
	["functions/events/sweep.ts", "../../chaos/faults.ts", false],
	["chaos/stage.ts", "../local/stack.ts", true],
	["chaos/stage.ts", "../test/support/world.ts", false],
];

test("the linter refuses every import that the architecture forbids, and no other", () => {
	const folder = mkdtempSync(join(tmpdir(), "rireki-rules-"));
	try {
		const { vcs: _, ...rules } = JSON.parse(readFileSync(configuration, "utf8"));
		writeFileSync(join(folder, "biome.json"), JSON.stringify(rules));
		for (const [path, imports] of Map.groupBy(cases, ([file]) => file)) {
			const lines = imports.map(([, specifier], index) => `export { thing as thing${index} } from "${specifier}";`);
			mkdirSync(join(folder, dirname(path)), { recursive: true });
			writeFileSync(join(folder, path), `${lines.join("\n")}\n`);
		}
		const args = [
			biome,
			"lint",
			".",
			"--only=style/noRestrictedImports",
			"--reporter=github",
			"--max-diagnostics=none",
		];
		const { stdout } = spawnSync(process.execPath, args, { cwd: folder, encoding: "utf8" });
		const refused = [...stdout.matchAll(/file=([^,]+),line=(\d+),/g)].map(
			([, file = "", line]) => `${relative(folder, file)}:${line}`,
		);
		const expected = [...Map.groupBy(cases, ([file]) => file)].flatMap(([file, imports]) =>
			imports.flatMap(([, , allowed], index) => (allowed ? [] : [`${file}:${index + 1}`])),
		);
		expect(refused.toSorted()).toEqual(expected.toSorted());
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
});
