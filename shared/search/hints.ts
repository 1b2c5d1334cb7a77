import type { SearchResult } from "./answer.ts";
import type { SearchRequest } from "./model.ts";

type Hint = Pick<NonNullable<SearchResult["hints"]>[number], "code" | "pointer">;

/** A mobile or IP phone number has eleven digits, any other Japanese number ten. */
const complete = /^0(?:[5-9]0\d{8}|(?![5-9]0)\d{9})$/;
const inJapan = /^0/;

/** Likely mistakes in conditions without hits: reported with the empty answer, never a reason to refuse. */
export function findHints({ name, kana, phone, phoneEndsWith, period }: SearchRequest, now: number): Hint[] {
	const hints: Hint[] = [];
	const hint = (code: Hint["code"], pointer: string) => hints.push({ code, pointer });
	if (period.from > now) hint("period-in-future", "#/period");
	if (name && /^[\p{sc=Hira}\p{sc=Kana}\u30fc\uff70\uff9e\uff9f\s]+$/u.test(name)) hint("kana-in-name", "#/name");
	if (kana && /\p{sc=Han}/u.test(kana)) hint("name-in-kana", "#/kana");
	if (phone && !inJapan.test(phone)) hint("number-without-start", "#/phone");
	else if (phone && !complete.test(phone)) hint("number-incomplete", "#/phone");
	if (phoneEndsWith && inJapan.test(phoneEndsWith) && phoneEndsWith.length > 7 && !complete.test(phoneEndsWith)) {
		hint("number-incomplete", "#/phoneEndsWith");
	}
	return hints;
}
