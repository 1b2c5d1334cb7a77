import type { CallHistoryEntry } from "../call-history/model.ts";
import type { NamesPart } from "../column/model.ts";
import { namesOf } from "../column/names.ts";
import type { Directory } from "../directory/model.ts";
import { fitting } from "../page/model.ts";
import { jstHour } from "../time/model.ts";
import type { FacetCounts } from "./answer.ts";
import type { Facet } from "./model.ts";

/** Ten thousand hits may have as many agents, with long names. */
const maxFacetBytes = 400_000;

/**
 * Counts hits by each facet asked for: most frequent first, equal ones by value, hours (JST, `0`–`23`) in their order. Of a facet with
 * very many values, the most frequent ones.
 */
export function countFacets(
	hits: readonly CallHistoryEntry[],
	asked: readonly Facet[],
	directory: Directory,
): FacetCounts {
	const named = (part: NamesPart) => {
		const names = namesOf(directory, part);
		return (id: string) => names.get(id)?.name;
	};
	const of: Record<
		Facet,
		{ value: (hit: CallHistoryEntry) => string | undefined; label: (value: string) => string | undefined }
	> = {
		result: { value: (hit) => hit.resultId, label: named("results") },
		agent: { value: (hit) => hit.agentId, label: named("accounts") },
		campaign: { value: (hit) => hit.campaignId, label: named("campaigns") },
		hour: { value: (hit) => String(jstHour(hit.calledAt)), label: (hour) => `${hour}時` },
	};
	return Object.fromEntries(
		asked.map((facet) => {
			const counts = new Map<string | undefined, number>();
			for (const hit of hits) {
				const value = of[facet].value(hit);
				counts.set(value, (counts.get(value) ?? 0) + 1);
			}
			const sorted = [...counts].sort(([a, x], [b, y]) =>
				facet === "hour" ? Number(a) - Number(b) : y - x || ((a ?? "") < (b ?? "") ? -1 : 1),
			);
			const shown = sorted.map(([value, count]) => ({
				value: value ?? null,
				label: value === undefined ? null : (of[facet].label(value) ?? null),
				count,
			}));
			return [facet, fitting(shown, maxFacetBytes)];
		}),
	);
}
