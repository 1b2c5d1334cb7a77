import { memoMaxCodePoints } from "../../../../shared/call-history/model.ts";
import { parseTime } from "../../../../shared/time/model.ts";
import type { CorrectionBody } from "../../api/call-histories.ts";
import { countCodePoints, type Draft, nextActionOf } from "../call-history/draft.ts";

/** The values to set in all selected records; empty = leave as it is. */
export interface BulkDraft {
	resultId: string;
	nextAction: "" | Draft["nextAction"];
	redialAt: string;
	memoChange: "" | "set" | "clear";
	memo: string;
	reason: string;
}

export const emptyDraft: BulkDraft = {
	resultId: "",
	nextAction: "",
	redialAt: "T",
	memoChange: "",
	memo: "",
	reason: "",
};

export type BulkFault = "nothing" | "redial-missing" | "memo-missing" | "memo-too-long";

/** Errors that the form finds without asking the API. */
export function faultOf({ resultId, nextAction, redialAt, memoChange, memo }: BulkDraft): BulkFault | undefined {
	if (!resultId && !nextAction && !memoChange) return "nothing";
	if (nextAction === "redial" && parseTime(redialAt) === undefined) return "redial-missing";
	if (memoChange === "set" && memo.trim() === "") return "memo-missing";
	return memoChange === "set" && countCodePoints(memo) > memoMaxCodePoints ? "memo-too-long" : undefined;
}

/** The correction that is sent for each record. */
export function correctionOfAll({ resultId, nextAction, redialAt, memoChange, memo }: BulkDraft): CorrectionBody {
	return {
		...(resultId && { resultId }),
		...(nextAction && { nextAction: nextActionOf(nextAction, redialAt) }),
		...(memoChange && { memo: memoChange === "set" ? memo : null }),
	};
}
