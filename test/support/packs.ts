import { BatchWriteItemCommand } from "@aws-sdk/client-dynamodb";
import { markedBefore, stretchOf } from "../../shared/call-history/marks-model.ts";
import type { CallHistory, Expiring } from "../../shared/call-history/model.ts";
import { fields } from "../../shared/call-history/schema.ts";
import { packDueAt } from "../../shared/pack/model.ts";
import { packDueTenants } from "../../shared/pack/pack-due-tenants.ts";
import type { PackOptions } from "../../shared/pack/pack-tenant.ts";
import type { PackerDeps } from "../../shared/pack/packer-deps.ts";
import { type PackSizes, packSizes } from "../../shared/pack/plan.ts";
import { packDueIndex, packTemplates } from "../../shared/pack/schema.ts";
import { createDynamoDbClient, type Item } from "../../shared/platform/dynamodb.ts";
import { fillTemplate, tableKey } from "../../shared/platform/keys.ts";
import { TableWriter } from "../../shared/platform/table-writer.ts";
import { recordItem } from "./bulk-load.ts";
import { dynamodbEndpoint } from "./dynamodb-endpoint.ts";
import type { MemoryFiles } from "./export-files.ts";
import { tableClient } from "./table.ts";
import { region, type World } from "./world.ts";

export type StoredCall = Expiring<CallHistory>;

/** A thousandth of the real sizes, so that a few hundred records exercise everything that millions do. */
export const smallSizes: PackSizes = {
	...packSizes,
	packRows: 40,
	tailRows: 10,
	mergedPacks: 4,
	packsAtOnce: 3,
	maxChanges: 30,
	marksAtOnce: 25,
};

export interface Packer {
	deps: PackerDeps;
	files: MemoryFiles;
	writer: TableWriter;
	/** Packs what is due, with small sizes unless others are given. */
	run(options?: Partial<PackOptions>): Promise<string[]>;
}

export function createPacker(world: World): Packer {
	const client = createDynamoDbClient({ region, endpoint: dynamodbEndpoint() });
	const writer = new TableWriter(client, world.tableName);
	const { deps, packs: files } = world;
	const run = (options?: Partial<PackOptions>) =>
		packDueTenants(deps, { sizes: smallSizes, recountAfterMs: 1, ...options });
	return { deps, files, writer, run };
}

/** Simulates the death of a process: neither the step that throws it nor any later one is executed. */
export class Died extends Error {}

/**
 * A packer that calls `meddle` instead of each of its steps. Steps are its calls to packs and their files.
 * @param meddle gets the step's number (from 1), its name, and a function that executes it
 */
export function meddleWith(
	packer: Packer,
	meddle: (step: number, name: string, go: () => Promise<unknown>) => Promise<unknown>,
): Packer {
	let steps = 0;
	const watch = <T extends object>(target: T): T =>
		new Proxy(target, {
			get(_, name) {
				const method = target[name as keyof T] as unknown as (...values: unknown[]) => Promise<unknown>;
				if (name !== "list") {
					return (...values: unknown[]) => meddle(++steps, String(name), () => method.apply(target, values));
				}
				return async function* (prefix: string) {
					yield* (await meddle(++steps, name, async () => method.call(target, prefix))) as AsyncGenerator<string[]>;
				};
			},
		});
	const deps = { ...packer.deps, packs: watch(packer.deps.packs), packFiles: watch(packer.deps.packFiles) };
	const run: Packer["run"] = (options) => packDueTenants(deps, { sizes: smallSizes, recountAfterMs: 1, ...options });
	return { ...packer, deps, run };
}

/** Stores calls as a writer does at this moment: with a mark if a pack may hold them, and a note for the packer. */
export async function storeCalls(world: World, calls: readonly StoredCall[]): Promise<void> {
	const { now } = world.clock;
	const items = calls.map((call) => ({ ...recordItem(call), ...markOf(call, now) }));
	const notes = [...new Set(calls.map(({ tenantId }) => tenantId))].map((tenantId) => noteItem(tenantId, now));
	await putItems(world, [...items, ...notes]);
}

function markOf({ tenantId, calledAt }: StoredCall, now: number): Item {
	if (calledAt >= markedBefore(now)) return {};
	return { [fields.marks]: { S: tenantId }, [fields.markedAt]: { N: String(now) } };
}

function noteItem(tenantId: string, now: number): Item {
	return {
		[tableKey.pk]: { S: fillTemplate(packTemplates.pk, { tenantId }) },
		[tableKey.sk]: { S: fillTemplate(packTemplates.due, { stretch: stretchOf(now) }) },
		[packDueIndex.pk]: { S: packDueIndex.value },
		[packDueIndex.sk]: { N: String(packDueAt(now)) },
	};
}

export async function putItems(world: World, items: readonly Item[]): Promise<void> {
	for (let start = 0; start < items.length; start += 25) {
		const requests = items.slice(start, start + 25).map((Item) => ({ PutRequest: { Item } }));
		await tableClient().send(new BatchWriteItemCommand({ RequestItems: { [world.tableName]: requests } }));
	}
}

/** Deletes records as the table's TTL does: without a mark and without a note. */
export async function loseCalls({ writer }: Packer, calls: readonly StoredCall[]): Promise<void> {
	await writer.deleteAll(
		calls.map((call) => {
			const item = recordItem(call);
			return { [tableKey.pk]: item[tableKey.pk], [tableKey.sk]: item[tableKey.sk] } as Item;
		}),
	);
}
