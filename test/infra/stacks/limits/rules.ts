import { edgeRules } from "./edge-rules.ts";
import { functionRules } from "./function-rules.ts";
import type { Rule } from "./rule.ts";
import { stackRules } from "./stack-rules.ts";
import { tableRules } from "./table-rules.ts";
import { watchRules } from "./watch-rules.ts";

/** Rules that no single property shows to be kept. */
export const rules: Record<string, Rule> = {
	...tableRules,
	...functionRules,
	...watchRules,
	...edgeRules,
	...stackRules,
};
