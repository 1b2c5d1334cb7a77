import type { SearchOptions } from "../../../../shared/options/answer.ts";
import type { RelativePeriod } from "../../../../shared/period/model.ts";
import type { SavedSearchAnswer } from "../../../../shared/saved-search/answer.ts";
import { describeConditions } from "../search/describe-conditions.ts";
import type { formTexts } from "../search/form-texts.ts";

/** The conditions of a saved search in words, a line each; relative periods by name. */
export function describeSaved(
	{ conditions, period }: Pick<SavedSearchAnswer, "conditions" | "period">,
	f: (typeof formTexts)["ja"],
	options: SearchOptions | undefined,
): string[] {
	const { relative } = conditions.period as { relative?: RelativePeriod };
	const [times, ...others] = describeConditions({ ...conditions, period }, f, options);
	return [relative ? f.relativePeriods[relative] : (times ?? ""), ...others];
}
