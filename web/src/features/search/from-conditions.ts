import { conditionsOf } from "../../../../shared/condition/model.ts";
import { formatJst, jstDate, parseTime } from "../../../../shared/time/model.ts";
import { type Criteria, emptyCriteria } from "./criteria.ts";

interface Kept {
	period: { from: string; to: string };
	phone?: string;
	phoneEndsWith?: string;
	keyword?: string;
}

/** The form's conditions and refinement of those that the API keeps: what `toConditions` makes, read back. Its period is of two times. */
export function fromConditions(conditions: Readonly<Record<string, unknown>>): { criteria: Criteria; keyword: string } {
	const { period, phone, phoneEndsWith, keyword } = conditions as unknown as Kept;
	const lists = conditionsOf("ids").flatMap((name) => (conditions[name] ? [[name, conditions[name]]] : []));
	const words = conditionsOf("contains").flatMap((name) => (conditions[name] ? [[name, conditions[name]]] : []));
	return {
		criteria: {
			...emptyCriteria({ from: localTime(parseTime(period.from) ?? 0), to: localEnd(parseTime(period.to) ?? 0) }),
			...Object.fromEntries([...lists, ...words]),
			phone: phone ?? phoneEndsWith ?? "",
			phoneEnd: phoneEndsWith !== undefined,
		},
		keyword: keyword ?? "",
	};
}

/** The form's notation, `2026-11-20T10:30`; with seconds if a program has requested them. */
function localTime(epochMs: number): string {
	return formatJst(epochMs)
		.replace("+09:00", "")
		.replace(/^(.{16}):00$/, "$1");
}

/** The end of a day is its 24:00. */
function localEnd(epochMs: number): string {
	const text = localTime(epochMs);
	return text.endsWith("T00:00") ? `${jstDate(epochMs - 1)}T24:00` : text;
}
