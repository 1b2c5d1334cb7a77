import { conditionsOf } from "../../../../shared/condition/model.ts";
import { type Criteria, emptyCriteria } from "./criteria.ts";
import { localPeriod, type Period } from "./period.ts";

interface Kept {
	period: Period;
	phone?: string;
	phoneEndsWith?: string;
	keyword?: string;
}

/**
 * Converts the API's conditions back to the form's: the reverse of `toConditions`. The period must have two times.
 */
export function fromConditions(conditions: Readonly<Record<string, unknown>>): { criteria: Criteria; keyword: string } {
	const { period, phone, phoneEndsWith, keyword } = conditions as unknown as Kept;
	const lists = conditionsOf("ids").flatMap((name) => (conditions[name] ? [[name, conditions[name]]] : []));
	const words = conditionsOf("contains").flatMap((name) => (conditions[name] ? [[name, conditions[name]]] : []));
	return {
		criteria: {
			...emptyCriteria(localPeriod(period)),
			...Object.fromEntries([...lists, ...words]),
			phone: phone ?? phoneEndsWith ?? "",
			phoneEnd: phoneEndsWith !== undefined,
		},
		keyword: keyword ?? "",
	};
}
