import { deflateRawSync, inflateRawSync } from "node:zlib";
import type { Item } from "../platform/dynamodb.ts";
import { fillTemplate, tableKey } from "../platform/keys.ts";
import { composed } from "../platform/provider.ts";
import type { TableReader } from "../platform/table-reader.ts";
import { tableReader } from "../platform/table-reader.ts";
import type { Condition, TableWriter } from "../platform/table-writer.ts";
import { tableWriter } from "../platform/table-writer.ts";
import { type Attempt, claimMs, type Entry, rememberedMs } from "./model.ts";
import { idempotencyFields as f, idempotencyTemplates as templates } from "./schema.ts";

export type IdempotencyEntries = ReturnType<typeof createIdempotencyEntries>;

/** After compression. Entries stay small: a larger outcome is not stored, but derived from the request's effect. */
const maxOutcomeBytes = 3000;

/** The requests with an `Idempotency-Key` and their outcomes: for a day, whether or not the table has deleted them. */
function createIdempotencyEntries(reader: TableReader, writer: TableWriter) {
	return {
		/** Costs a read unit. */
		async find(attempt: Attempt): Promise<Entry | undefined> {
			const [item] = await reader.batchGet([keyOf(attempt)], { consistent: true });
			if (!item || Number(item[f.at]?.N) <= attempt.at - rememberedMs) return undefined;
			const claimedUntil = item[f.claimedUntil]?.N;
			const outcome = item[f.outcome]?.B as unknown;
			return {
				request: item[f.request]?.S ?? "",
				claimedUntil: claimedUntil === undefined ? undefined : Number(claimedUntil),
				// In base64, as the table returns it.
				outcome: outcome === undefined ? undefined : inflateRawSync(Buffer.from(String(outcome), "base64")).toString(),
			};
		},

		/**
		 * Claims a request for an attempt. Costs a write unit.
		 * @param takesOver whether it may be taken over from an attempt that did not finish in time
		 * @returns false if the key is already in use
		 */
		claim(attempt: Attempt, takesOver: boolean): Promise<boolean> {
			const until = attempt.at + claimMs;
			const claim = { [f.claim]: { S: attempt.id }, [f.claimedUntil]: { N: String(until) } };
			return writer.put({ ...itemOf(attempt), ...claim }, isFree(attempt, takesOver));
		},

		/** Stores the outcome, unless another attempt has done so. Costs a write unit per KB. @param outcome JSON */
		async keep(attempt: Attempt, outcome: string): Promise<void> {
			const bytes = deflateRawSync(outcome);
			const kept: Item =
				bytes.length > maxOutcomeBytes ? { [f.claimedUntil]: { N: "0" } } : { [f.outcome]: { B: bytes } };
			await writer.put({ ...itemOf(attempt), ...kept }, isOwn(attempt));
		},

		/** Lets another attempt try, because nothing was done. */
		async release(attempt: Attempt): Promise<void> {
			await writer.put(itemOf(attempt), isOwn(attempt));
		},
	};
}

function keyOf({ tenantId, accountId, key }: Attempt): Item {
	return {
		[tableKey.pk]: { S: fillTemplate(templates.pk, { tenantId, accountId }) },
		[tableKey.sk]: { S: fillTemplate(templates.sk, { key }) },
	};
}

function itemOf(attempt: Attempt): Item {
	return {
		...keyOf(attempt),
		[f.request]: { S: attempt.request },
		[f.at]: { N: String(attempt.at) },
		[f.expiresAt]: { N: String(Math.ceil((attempt.at + rememberedMs) / 1000)) },
	};
}

function isFree({ at, request }: Attempt, takesOver: boolean): Condition {
	const released = `attribute_not_exists(#until)${takesOver ? " OR #until <= :now" : ""}`;
	return {
		expression: `${isUnknown} OR (#request = :request AND attribute_not_exists(#outcome) AND (${released}))`,
		names: { ...unknownNames, "#request": f.request, "#until": f.claimedUntil, "#outcome": f.outcome },
		values: {
			...forgotten(at),
			":request": { S: request },
			...(takesOver ? { ":now": { N: String(at) } } : {}),
		},
	};
}

function isOwn({ at, id }: Attempt): Condition {
	return {
		expression: `${isUnknown} OR #claim = :claim`,
		names: { ...unknownNames, "#claim": f.claim },
		values: { ...forgotten(at), ":claim": { S: id } },
	};
}

const isUnknown = "attribute_not_exists(#p) OR #at <= :forgotten";
const unknownNames = { "#p": tableKey.pk, "#at": f.at };
const forgotten = (at: number): Item => ({ ":forgotten": { N: String(at - rememberedMs) } });

export const idempotency = composed(createIdempotencyEntries, tableReader, tableWriter);
