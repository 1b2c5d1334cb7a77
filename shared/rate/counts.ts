import { fillTemplate, tableKey } from "../platform/keys.ts";
import { composed } from "../platform/provider.ts";
import type { TableWriter } from "../platform/table-writer.ts";
import { tableWriter } from "../platform/table-writer.ts";
import type { RateName } from "./model.ts";
import { countFields, countTemplates } from "./schema.ts";

export type RateCounts = ReturnType<typeof createRateCounts>;

interface Counted {
	tenantId: string;
	rate: RateName;
	/** An account or an address; empty for the tenant itself. */
	counted: string;
	/** Of the stretch, in epoch seconds. */
	startedAt: number;
	endsAt: number;
	/** For how many calls it counts. */
	weight: number;
}

function createRateCounts(writer: TableWriter) {
	return {
		/** Costs one write unit. @returns how many calls there were in the stretch, including this one */
		add({ tenantId, rate, counted, startedAt, endsAt, weight }: Counted): Promise<number> {
			const key = {
				[tableKey.pk]: { S: fillTemplate(countTemplates.pk, { tenantId, counted }) },
				[tableKey.sk]: { S: fillTemplate(countTemplates.sk, { rate, startedAt }) },
			};
			return writer.add(key, countFields.count, weight, { [countFields.expiresAt]: { N: String(endsAt) } });
		},
	};
}

export const rateCounts = composed(createRateCounts, tableWriter);
