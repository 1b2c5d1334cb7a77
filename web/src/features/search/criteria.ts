import { type Column, columns } from "../../../../shared/column/model.ts";
import { type ConditionOf, conditionsOf } from "../../../../shared/condition/model.ts";
import { newestFirst, type Sort } from "../../../../shared/search/model.ts";
import { type Narrowing, narrowed, notNarrowed, readNarrowing, writeNarrowing } from "./narrowing.ts";

/** The conditions as the form has them. Times are JST local: `2026-11-20T00:00`, the end up to `24:00`. */
export interface Criteria extends Record<ConditionOf<"ids">, string[]>, Record<ConditionOf<"contains">, string> {
	from: string;
	to: string;
	phone: string;
	/** Whether `phone` is the number's start or its end. */
	phoneEnd: boolean;
}

const idLists = conditionsOf("ids");
const needles = conditionsOf("contains");
const texts = [...needles, "phone"] as const;

/** A search as its address has it: what a link and the back button restore. */
export interface Search {
	criteria: Criteria;
	narrowing: Narrowing;
	keyword: string;
	sort: Sort;
	/** From 1. */
	page: number;
	/** Those of a saved search, in order; otherwise the user's preferences apply. */
	columns?: readonly Column[] | undefined;
}

const short: Record<ConditionOf<"ids">, string> = {
	campaignIds: "campaign",
	batchIds: "batch",
	customerListIds: "list",
	callingGroupIds: "group",
	agentIds: "agent",
	resultIds: "result",
};

export function writeCriteria(criteria: Criteria): URLSearchParams {
	const params = new URLSearchParams({ from: criteria.from, to: criteria.to });
	for (const list of idLists) for (const id of criteria[list]) params.append(short[list], id);
	for (const text of texts) if (criteria[text].trim()) params.set(text, criteria[text]);
	if (criteria.phone.trim() && criteria.phoneEnd) params.set("phoneEnd", "1");
	return params;
}

export function writeSearch({ criteria, narrowing, keyword, sort, page, columns: shown }: Search): URLSearchParams {
	const params = writeCriteria(criteria);
	writeNarrowing(narrowing, params);
	if (keyword.trim()) params.set("keyword", keyword);
	if (sort.column !== newestFirst.column || sort.direction !== newestFirst.direction) {
		params.set("sort", `${sort.column}.${sort.direction}`);
	}
	if (shown) params.set("columns", shown.join());
	if (page > 1) params.set("page", String(page));
	return params;
}

/** The parameter of a list's address for the record beside the list. */
export const recordParam = "record";

/** Undefined if the address has no search yet. */
function readCriteria(params: URLSearchParams): Criteria | undefined {
	const [from, to] = [params.get("from"), params.get("to")];
	if (!from || !to) return undefined;
	const lists = Object.fromEntries(idLists.map((list) => [list, params.getAll(short[list])]));
	const words = Object.fromEntries(texts.map((text) => [text, params.get(text) ?? ""]));
	return { from, to, ...lists, ...words, phoneEnd: params.has("phoneEnd") } as Criteria;
}

export function readSearch(params: URLSearchParams): Search | undefined {
	const criteria = readCriteria(params);
	if (!criteria) return undefined;
	const [column, direction] = (params.get("sort") ?? "").split(".");
	const known = columns.find((name) => name === column);
	const sort: Sort = known ? { column: known, direction: direction === "asc" ? "asc" : "desc" } : newestFirst;
	const page = Math.max(1, Math.floor(Number(params.get("page"))) || 1);
	const shown = params.get("columns")?.split(",");
	return {
		criteria,
		narrowing: readNarrowing(params),
		keyword: params.get("keyword") ?? "",
		sort,
		page,
		...(shown && { columns: shown.flatMap((name) => columns.find((column) => column === name) ?? []) }),
	};
}

/** The conditions for the API, the same for the screen and for the asynchronous search. */
export function toConditions(criteria: Criteria, keyword = ""): Record<string, unknown> {
	const { from, to, phone, phoneEnd } = criteria;
	const conditions: Record<string, unknown> = { period: { from, to } };
	for (const list of idLists) if (criteria[list].length > 0) conditions[list] = criteria[list];
	for (const text of needles) if (criteria[text].trim()) conditions[text] = criteria[text];
	if (phone.trim()) conditions[phoneEnd ? "phoneEndsWith" : "phone"] = phone;
	if (keyword.trim()) conditions.keyword = keyword;
	return conditions;
}

export function emptyCriteria(period: { from: string; to: string }): Criteria {
	const lists = Object.fromEntries(idLists.map((list) => [list, []]));
	const words = Object.fromEntries(texts.map((text) => [text, ""]));
	return { ...period, ...lists, ...words, phoneEnd: false } as unknown as Criteria;
}

/**
 * The address of the asynchronous search. Its form has no charts, so their selection becomes part of the conditions.
 * @param agentIds for own calls, the caller
 */
export function asyncParams(search: Search, agentIds: string[] | undefined): URLSearchParams {
	const criteria = { ...narrowed(search.criteria, search.narrowing), ...(agentIds && { agentIds }) };
	return writeSearch({ ...search, criteria, narrowing: notNarrowed, page: 1 });
}
