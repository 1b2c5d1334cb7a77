import type { Filter } from "../call-history/index-reader.ts";
import { type Attribute, fields, type IndexName } from "../call-history/schema.ts";
import { askedBy } from "../condition/model.ts";
import type { Criteria } from "./criteria.ts";

/**
 * DynamoDB accepts 100 operands in an IN and an expression of 4 KB; beyond these limits only the matcher tests a
 * condition.
 */
const maxOperandsPerIn = 100;
const maxOperands = 400;

export interface PushedDown {
	filter: Filter | undefined;
	/** Whether the filter alone decides what is a hit, so that hits can be counted without being read. */
	exact: boolean;
}

/**
 * The part of the criteria that the table itself can test on an index; it never excludes a record that the matcher
 * accepts.
 * @param changedAfter epoch milliseconds; records changed after this pass as well, whatever they contain now
 */
export function pushDown(criteria: Criteria, indexName: IndexName, changedAfter?: number): PushedDown {
	const clauses: string[] = [];
	const values: Filter["values"] = {};
	let exact = true;
	let operands = 0;

	const value = (text: string | number) => {
		const name = `:v${operands++}`;
		values[name] = typeof text === "number" ? { N: String(text) } : { S: text };
		return name;
	};
	const clause = (attribute: Attribute, cost: number, build: (name: string) => string) => {
		if (operands + cost <= maxOperands) clauses.push(build(`#${fields[attribute]}`));
		else exact = false;
	};
	const isIn = (name: string, ids: readonly string[]) => {
		const parts: string[] = [];
		for (let start = 0; start < ids.length; start += maxOperandsPerIn) {
			parts.push(
				`${name} IN (${ids
					.slice(start, start + maxOperandsPerIn)
					.map(value)
					.join(",")})`,
			);
		}
		return `(${parts.join(" OR ")})`;
	};
	if (indexName === "by-number") {
		const { from, to } = criteria.period;
		clause("calledAt", 2, (name) => `${name} BETWEEN ${value(from)} AND ${value(to - 1)}`);
	}
	for (const { of, value: ids } of askedBy(criteria, "ids")) clause(of, ids.length, (name) => isIn(name, ids));
	const { expiredBatchIds } = criteria;
	if (expiredBatchIds.length > 0) {
		clause("batchId", expiredBatchIds.length, (name) => `NOT ${isIn(name, expiredBatchIds)}`);
	}
	// The table compares texts and numbers as they are written, the matcher compares them folded.
	const isFolded = (["contains", "starts", "ends"] as const).some((kind) => askedBy(criteria, kind).length > 0);
	if (isFolded || criteria.keyword) exact = false;

	if (clauses.length === 0) return { filter: undefined, exact };
	const conditions = clauses.join(" AND ");
	const expression =
		changedAfter === undefined ? conditions : `${conditions} OR #${fields.changedAt} > ${value(changedAfter)}`;
	const names = Object.fromEntries([...new Set(expression.match(/#\w/g))].map((name) => [name, name.slice(1)]));
	return { filter: { expression, names, values }, exact };
}
