import type { Item } from "../platform/dynamodb.ts";
import { tableKey } from "../platform/keys.ts";
import { composed } from "../platform/provider.ts";
import type { TableReader } from "../platform/table-reader.ts";
import { tableReader } from "../platform/table-reader.ts";
import type {
	Account,
	Batch,
	CallingGroup,
	Campaign,
	CustomerList,
	Directory,
	MailAddressSetting,
	Tenant,
} from "./model.ts";
import { type DirectoryKind, directoryFields, directoryKinds } from "./schema.ts";

type Decoded = { kind: DirectoryKind; id: string; value: Record<string, unknown> };
type Value = NonNullable<Item[string]>;

const kindByLetter = new Map(
	(Object.keys(directoryKinds) as DirectoryKind[]).map((kind) => [directoryKinds[kind].letter as string, kind]),
);

/** Identifies one item of a tenant's directory, to read it without the rest. */
export type DirectoryReference = { kind: DirectoryKind; id?: string | undefined };

/** The key of one item of the directory; the tenant's own item has no id. */
export function directoryKey(tenantId: string, { kind, id = "" }: DirectoryReference): Item {
	return { [tableKey.pk]: { S: tenantId }, [tableKey.sk]: { S: `${directoryKinds[kind].letter}#${id}` } };
}

export type DirectoryReader = ReturnType<typeof createDirectoryReader>;

export function createDirectoryReader(table: TableReader) {
	return {
		/** The whole directory of a tenant, in one query (a megabyte holds some 8,000 entries). */
		async load(tenantId: string, options: { consistent?: boolean } = {}): Promise<Directory> {
			const items = await table.queryAll({
				ConsistentRead: options.consistent ?? false,
				KeyConditionExpression: "#p = :p",
				ExpressionAttributeNames: { "#p": tableKey.pk },
				ExpressionAttributeValues: { ":p": { S: tenantId } },
			});
			return toDirectory(items);
		},

		/** Only the given items. */
		async find(
			tenantId: string,
			references: readonly DirectoryReference[],
			options: { consistent?: boolean } = {},
		): Promise<Directory> {
			const keys = references.map((reference) => directoryKey(tenantId, reference));
			return toDirectory(await table.batchGet(keys, options));
		},
	};
}

/** Sorts items by kind; deleted ones, and items that are not part of the directory, are left out. */
export function toDirectory(items: Iterable<Item>): Directory {
	const maps = {
		account: new Map<string, Account>(),
		campaign: new Map<string, Campaign>(),
		batch: new Map<string, Batch>(),
		customerList: new Map<string, CustomerList>(),
		callingGroup: new Map<string, CallingGroup>(),
		mailAddress: new Map<string, MailAddressSetting>(),
	};
	let tenant: Tenant | undefined;
	let removedAt: number | undefined;
	for (const item of items) {
		if (isRemoval(item)) removedAt = Number(item[directoryFields.savedAt]?.N);
		const decoded = decode(item);
		if (!decoded) continue;
		if (decoded.kind === "tenant") tenant = decoded.value as unknown as Tenant;
		else (maps[decoded.kind] as Map<string, unknown>).set(decoded.id, decoded.value);
	}
	return {
		tenant,
		removedAt,
		accounts: maps.account,
		campaigns: maps.campaign,
		batches: maps.batch,
		customerLists: maps.customerList,
		callingGroups: maps.callingGroup,
		mailAddresses: maps.mailAddress,
	};
}

/** Whether an item is the mark of a removed tenant, which is all that is left of it. */
function isRemoval(item: Item): boolean {
	return item[tableKey.sk]?.S === `${directoryKinds.tenant.letter}#` && item[directoryFields.deleted] !== undefined;
}

function decode(item: Item): Decoded | undefined {
	const [letter = "", id] = (item[tableKey.sk]?.S ?? "").split("#", 2);
	const kind = kindByLetter.get(letter);
	if (!kind || id === undefined || item[directoryFields.deleted] || !item[directoryFields.savedAt]) return undefined;
	const { id: idName, fields } = directoryKinds[kind];
	const value: Record<string, unknown> = idName ? { [idName]: id } : {};
	for (const [attribute, field] of Object.entries(fields)) {
		const stored = item[field];
		if (stored) value[attribute] = plain(stored);
	}
	return { kind, id, value };
}

function plain(value: Value): unknown {
	if (value.S !== undefined) return value.S;
	if (value.N !== undefined) return Number(value.N);
	if (value.BOOL !== undefined) return value.BOOL;
	if (value.L) return value.L.map(plain);
	if (value.M) return Object.fromEntries(Object.entries(value.M).map(([name, inner]) => [name, plain(inner)]));
	return undefined;
}

export const directoryReader = composed(createDirectoryReader, tableReader);
