import { stretchOf } from "../call-history/marks-model.ts";
import { fillTemplate, tableKey } from "../platform/keys.ts";
import { composed } from "../platform/provider.ts";
import type { TableWriter } from "../platform/table-writer.ts";
import { tableWriter } from "../platform/table-writer.ts";
import { packDueAt } from "./model.ts";
import { packDueIndex, packFields, packTemplates } from "./schema.ts";

export type PackNotes = ReturnType<typeof createPackNotes>;

const lossEveryMs = 300_000;
/** Longer than the end of a batch can be corrected after its records have begun to expire. */
const lossLivesMs = 100 * 86_400_000;
/** How many keys a process remembers; a forgotten one is merely noted again. */
const maxKeys = 1000;

/**
 * Notes that writers leave for the packer. Each is written before the write that it announces, so none can be missing.
 */
export function createPackNotes(writer: TableWriter) {
	const stretches = createMemory();
	const losses = createMemory();

	async function written(tenantId: string, now: number): Promise<void> {
		const stretch = stretchOf(now);
		await stretches(tenantId, stretch, () =>
			writer.put({
				[tableKey.pk]: { S: fillTemplate(packTemplates.pk, { tenantId }) },
				[tableKey.sk]: { S: fillTemplate(packTemplates.due, { stretch }) },
				[packDueIndex.pk]: { S: packDueIndex.value },
				[packDueIndex.sk]: { N: String(packDueAt(now)) },
			}),
		);
	}

	return {
		/** Notes that records of a tenant are being written, once in each stretch of time. */
		written,

		/** Notes that the table has deleted records of a batch that packs may still hold, once in five minutes. */
		async lost(tenantId: string, batchId: string, now: number): Promise<void> {
			await losses(`${tenantId} ${batchId}`, Math.floor(now / lossEveryMs), () =>
				writer.put({
					[tableKey.pk]: { S: fillTemplate(packTemplates.pk, { tenantId }) },
					[tableKey.sk]: { S: fillTemplate(packTemplates.loss, { batchId }) },
					[packFields.lostAt]: { N: String(now) },
					[packFields.expiresAt]: { N: String(Math.ceil((now + lossLivesMs) / 1000)) },
				}),
			);
			await written(tenantId, now);
		},
	};
}

/** Does something once per key and period in this process; concurrent callers wait for it. A failure is retried. */
function createMemory() {
	const known = new Map<string, { period: number; done: Promise<unknown> }>();
	return async (key: string, period: number, work: () => Promise<unknown>): Promise<void> => {
		const before = known.get(key);
		if (before?.period === period) return void (await before.done);
		const entry = { period, done: work() };
		known.delete(key);
		known.set(key, entry);
		const [oldest] = known.keys();
		if (known.size > maxKeys && oldest !== undefined) known.delete(oldest);
		try {
			await entry.done;
		} catch (error) {
			if (known.get(key) === entry) known.delete(key);
			throw error;
		}
	};
}

export const packNotes = composed(createPackNotes, tableWriter);
