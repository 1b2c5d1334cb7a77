import type { correctableFields } from "../../../../shared/call-history/correction-model.ts";
import { memoMaxCodePoints } from "../../../../shared/call-history/model.ts";
import type { Detail } from "../../../../shared/detail/answer.ts";
import { formatJst, parseTime } from "../../../../shared/time/model.ts";
import type { CorrectionBody } from "../../api/call-histories.ts";

export type Field = (typeof correctableFields)[number];

/** The correctable fields as the form has them; empty = nothing there. */
export interface Draft {
	altPhone: string;
	talkedWith: "" | "self" | "other";
	resultId: string;
	nextAction: Detail["nextAction"]["type"];
	/** JST local to the minute, as typed; kept while another action is chosen. */
	redialAt: string;
	memo: string;
}

export const fields: readonly Field[] = ["altPhone", "talkedWith", "resultId", "nextAction", "memo"];

export function toDraft({ altPhone, talkedWith, resultId, nextAction, memo }: Detail): Draft {
	const redialAt = parseTime(nextAction.redialAt ?? "");
	return {
		altPhone: altPhone ?? "",
		talkedWith: talkedWith ?? "",
		resultId: resultId ?? "",
		nextAction: nextAction.type,
		redialAt: redialAt === undefined ? "T" : formatJst(redialAt).slice(0, 16),
		memo: memo ?? "",
	};
}

export function differs(field: Field, one: Draft, other: Draft): boolean {
	if (field !== "nextAction") return one[field] !== other[field];
	return one.nextAction !== other.nextAction || (one.nextAction === "redial" && one.redialAt !== other.redialAt);
}

/** The value to send: only a callback has a time. */
export function nextActionOf(type: Draft["nextAction"], redialAt: string) {
	return type === "redial" ? { type, redialAt } : { type };
}

/** The correction that turns `base` into `draft`: only what changes. */
export function correctionOf(base: Draft, draft: Draft): CorrectionBody {
	const body: CorrectionBody = {};
	for (const field of fields) {
		if (!differs(field, base, draft)) continue;
		if (field !== "nextAction") body[field] = draft[field] === "" ? null : draft[field];
		else body.nextAction = nextActionOf(draft.nextAction, draft.redialAt);
	}
	return body;
}

/** Rebases a draft on what somebody else has saved meanwhile: typed values stay, the rest is updated. */
export function rebase(draft: Draft, base: Draft, latest: Draft): Draft {
	const followed: Partial<Draft> = {};
	for (const field of fields) if (!differs(field, base, draft)) Object.assign(followed, pick(field, latest));
	return { ...draft, ...followed };
}

export function pick(field: Field, draft: Draft): Partial<Draft> {
	if (field === "nextAction") return { nextAction: draft.nextAction, redialAt: draft.redialAt };
	return { [field]: draft[field] };
}

export type Fault = "memo-too-long" | "redial-missing";

/** Errors that the form finds without asking the API. */
export function faultsOf(draft: Draft): Partial<Record<Field, Fault>> {
	const faults: Partial<Record<Field, Fault>> = {};
	if (countCodePoints(draft.memo) > memoMaxCodePoints) faults.memo = "memo-too-long";
	if (draft.nextAction === "redial" && parseTime(draft.redialAt) === undefined) faults.nextAction = "redial-missing";
	return faults;
}

/** As the API counts: an emoji or a rare character is one. */
export function countCodePoints(text: string): number {
	let count = 0;
	for (const _ of text) count++;
	return count;
}
