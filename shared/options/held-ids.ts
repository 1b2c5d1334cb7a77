import type { CallHistoryEntry } from "../call-history/model.ts";
import type { CallHistoryReader } from "../call-history/reader.ts";
import { columnTable } from "../column/model.ts";
import { type ConditionOf, conditionsOf, conditionTable } from "../condition/model.ts";
import type { Directory } from "../directory/model.ts";
import type { Criteria } from "../search/criteria.ts";
import type { Deadline } from "../search/deadline.ts";
import type { Stretch } from "../search/divide.ts";
import { createMatcher } from "../search/matcher.ts";
import { choosePath } from "../search/path.ts";
import { scanAll } from "../search/scan.ts";

/** Ids in records, by the condition that they can be chosen for. */
export type HeldIds = Record<ConditionOf<"ids">, Set<string>>;

/** Which records to read. */
export interface Reach {
	tenantId: string;
	criteria: Criteria;
	directory: Directory;
}

const chosen = conditionsOf("ids").map((condition) => ({
	condition,
	of: columnTable[conditionTable[condition].column].of,
}));

export function noIds(): HeldIds {
	return Object.fromEntries(chosen.map(({ condition }) => [condition, new Set<string>()])) as HeldIds;
}

export function noteIds(held: HeldIds, entry: CallHistoryEntry): void {
	for (const { condition, of } of chosen) {
		const id = entry[of];
		if (id !== undefined) held[condition].add(id);
	}
}

/**
 * Notes the ids of records in the table.
 * @throws AppError `over-limit`, if there is a deadline
 */
export async function noteIdsInTable(
	{ callHistoryReader }: { callHistoryReader: CallHistoryReader },
	{ tenantId, criteria, directory }: Reach,
	stretches: readonly Stretch[],
	{ held, deadline }: { held: HeldIds; deadline?: Deadline },
): Promise<void> {
	const matches = createMatcher(criteria, directory);
	const scans = stretches.map((period) => {
		const part = { ...criteria, period };
		const query = {
			tenantId,
			path: choosePath(tenantId, part, directory),
			newestFirst: true,
			pushedDown: { filter: undefined, exact: false },
			readPage: callHistoryReader.readPage,
			// Records are not kept, as there may be millions.
			matches: (entry: CallHistoryEntry) => {
				if (matches(entry)) noteIds(held, entry);
				return false;
			},
			...(deadline ? { deadline } : {}),
		};
		return scanAll(query, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY);
	});
	await Promise.all(scans);
}
