import { nextActionLabels, talkedWithLabels } from "../call-history/labels.ts";
import type { CallHistoryEntry } from "../call-history/model.ts";
import { type Directory, resultLabels } from "../directory/model.ts";
import type { Column, Sort } from "./model.ts";

type SortValue = string | number | null;

/** Where a record stands in the chosen order. No two records stand in the same place. */
export interface Place {
	value: SortValue;
	calledAt: number;
	callId: string;
}

export interface Order {
	placeOf(entry: CallHistoryEntry): Place;
	/** Below zero where `a` comes first. Rows without a value come last either way; equal ones newest first. */
	compare(a: Place, b: Place): number;
}

const textColumns: ReadonlySet<Column> = new Set<Column>([
	"campaignName",
	"batchName",
	"customerListName",
	"callingGroupName",
	"name",
	"kana",
	"agentName",
	"talkedWith",
	"resultLabel",
	"nextAction",
	"memo",
	"updatedByName",
]);

export function createOrder({ column, direction }: Sort, directory: Directory): Order {
	const value = sortValueOf(column, directory);
	const sign = direction === "asc" ? 1 : -1;
	const compareValues = textColumns.has(column) ? createTextCompare() : compareCodes;
	// In the order of time the call id follows it; in any other the newest of equal rows comes first.
	const tieSign = column === "calledAt" ? sign : -1;
	return {
		placeOf: (entry) => ({ value: value(entry), calledAt: entry.calledAt, callId: entry.callId }),
		compare(a, b) {
			if (a.value === null || b.value === null) {
				if (a.value !== b.value) return a.value === null ? 1 : -1;
			} else {
				const byValue = compareValues(a.value, b.value) * sign;
				if (byValue !== 0) return byValue;
			}
			return (compareCodes(a.calledAt, b.calledAt) || compareCodes(a.callId, b.callId)) * tieSign;
		},
	};
}

/** As a Japanese reader looks names up; numbers inside of texts by their value (9月分 before 10月分). */
function createTextCompare(): (a: SortValue, b: SortValue) => number {
	const collator = new Intl.Collator("ja", { numeric: true });
	return (a, b) => collator.compare(a as string, b as string);
}

function compareCodes(a: SortValue, b: SortValue): number {
	return (a as string) < (b as string) ? -1 : (a as string) > (b as string) ? 1 : 0;
}

function sortValueOf(column: Column, directory: Directory): (entry: CallHistoryEntry) => SortValue {
	const named = (map: ReadonlyMap<string, { name: string }>, id: string | undefined) =>
		(id === undefined ? undefined : map.get(id)?.name) ?? null;
	switch (column) {
		case "campaignName":
			return (entry) => named(directory.campaigns, entry.campaignId);
		case "batchName":
			return (entry) => named(directory.batches, entry.batchId);
		case "customerListName":
			return (entry) => named(directory.customerLists, entry.customerListId);
		case "callingGroupName":
			return (entry) => named(directory.callingGroups, entry.callingGroupId);
		case "agentName":
			return (entry) => named(directory.accounts, entry.agentId);
		case "updatedByName":
			return (entry) => named(directory.accounts, entry.updatedBy);
		case "resultLabel": {
			const labels = resultLabels(directory.campaigns.values());
			return (entry) => labels.get(entry.resultId ?? "") ?? null;
		}
		case "talkedWith":
			return (entry) => (entry.talkedWith ? talkedWithLabels[entry.talkedWith] : null);
		case "nextAction":
			return (entry) => nextActionLabels[entry.nextAction.type];
		case "recording":
			return (entry) => entry.recordingSeconds ?? null;
		case "updatedAt":
			return (entry) => entry.updatedAt ?? entry.createdAt;
		default:
			return (entry) => entry[column] ?? null;
	}
}
