import type { Criteria } from "./criteria.ts";

/** @param name the API's name of the condition */
export function withoutCondition(criteria: Criteria, name: string): Criteria {
	if (name.startsWith("phone")) return { ...criteria, phone: "", phoneEnd: false };
	return { ...criteria, [name]: Array.isArray(criteria[name as keyof Criteria]) ? [] : "" };
}
