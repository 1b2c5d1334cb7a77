import { edgeRules } from "./edge-rules.ts";
import { functionRules } from "./function-rules.ts";
import type { Rule } from "./rule.ts";
import { stackRules } from "./stack-rules.ts";
import { tableRules } from "./table-rules.ts";
import { watchRules } from "./watch-rules.ts";

/** What no single property tells. */
export const rules: Record<string, Rule> = {
	...tableRules,
	...functionRules,
	...watchRules,
	...edgeRules,
	...stackRules,
};
