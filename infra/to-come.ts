import { existsSync } from "node:fs";

// MERGE: delete this file when the functions of the asynchronous search are there. What then does not compile are its
// uses: `codeOf` in constructs/deployed-function.ts, `EnvName` in functions.ts, and the filters of two tests.

/** Variables that the functions to come will take; shared/platform/env.ts will name them. */
export type EnvToCome =
	| "EXPORTS_BUCKET"
	| "ASYNC_SEARCH_STATE_MACHINE_ARN"
	| "MAIL_FROM"
	| "MAIL_CONFIGURATION_SET"
	| "CONSOLE_URL";

/** Whether a function of the table has no file yet. It is deployed as one that fails, and no route leads to it. */
export function isToCome(name: string): boolean {
	return !existsSync(new URL(`../functions/${name}.ts`, import.meta.url));
}
