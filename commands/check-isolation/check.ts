import { table as tableDefinition } from "../../infra/table.ts";
import { objectKeyOf } from "../../shared/pack/pack-files.ts";
import { createPackReader } from "../../shared/pack/reader.ts";
import { tableKey } from "../../shared/platform/keys.ts";
import { openSession, type Place, type Session } from "./session.ts";

/** The outcome of one read in a session. */
export interface Finding {
	/** The tenant of the session. */
	as: string;
	/** The tenant of the requested data. */
	of: string;
	what: string;
	outcome: "read" | "denied";
}

interface Read {
	what: string;
	read(session: Session): Promise<unknown>;
}

export interface Checked {
	findings: Finding[];
	/** Tenants without packs, who have no object to read. */
	withoutPacks: string[];
}

/** A role isolates tenants if each session reads its own data and nothing else. */
export const isAsPromised = ({ as, of, outcome }: Finding): boolean => outcome === (as === of ? "read" : "denied");

/**
 * Reads the data of both tenants in the session of each. Every kind of read must succeed once, because only then does a
 * refusal prove isolation.
 * @throws any error that is not a refusal
 */
export async function checkIsolation(place: Place, tenants: readonly [string, string]): Promise<Checked> {
	const sessions = tenants.map((tenantId) => openSession(place, tenantId));
	const checked: Checked = { findings: [], withoutPacks: [] };
	for (const { tenantId: of, table, run } of sessions) {
		const reads = readsOfTable(of);
		const { answer } = await run(() => outcomeOf(() => createPackReader(table).load(of)));
		const [pack] = answer?.contents.packs ?? [];
		if (pack) reads.push({ what: "a pack", read: ({ packs }) => packs.readPart(objectKeyOf(of, pack.name), 0, 1) });
		if (answer && !pack) checked.withoutPacks.push(of);
		for (const session of sessions) {
			for (const { what, read } of reads) {
				const { outcome } = await session.run(() => outcomeOf(() => read(session)));
				checked.findings.push({ as: session.tenantId, of, what, outcome });
			}
		}
	}
	return checked;
}

/** The directory by query and by key, and every index at a key that begins with the tenant, existing or not. */
function readsOfTable(tenantId: string): Read[] {
	const { pk, sk } = tableKey;
	const query = (name: string, value: string) => ({
		KeyConditionExpression: "#p = :p",
		ExpressionAttributeNames: { "#p": name },
		ExpressionAttributeValues: { ":p": { S: value } },
		Limit: 1,
	});
	return [
		{ what: "the table", read: ({ table }) => table.query(query(pk, tenantId)) },
		{ what: "the contents of packs", read: ({ table }) => createPackReader(table).load(tenantId) },
		{ what: "an item", read: ({ table }) => table.batchGet([{ [pk]: { S: `${tenantId}#0` }, [sk]: { S: "c" } }]) },
		...tableDefinition.indexes.map(({ name, partitionKey }) => ({
			what: `the index ${name}`,
			read: ({ table }: Session) => table.query({ ...query(partitionKey, `${tenantId}#0`), IndexName: name }),
		})),
	];
}

async function outcomeOf<T>(read: () => Promise<T>): Promise<{ outcome: Finding["outcome"]; answer?: T }> {
	try {
		return { outcome: "read", answer: await read() };
	} catch (cause) {
		if (/^AccessDenied(?:Exception)?$/.test((cause as Error).name)) return { outcome: "denied" };
		throw cause;
	}
}
