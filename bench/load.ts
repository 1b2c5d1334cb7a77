import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { requestToken } from "../commands/request-token.ts";
import { choosePorts } from "../local/ports.ts";
import { readStackDescription, type StackDescription } from "../local/stack-description.ts";
import { stretchMs } from "../shared/call-history/marks-model.ts";
import { packableUntil } from "../shared/pack/model.ts";
import { createPackReader } from "../shared/pack/reader.ts";
import { createDynamoDbClient } from "../shared/platform/dynamodb.ts";
import { TableReader } from "../shared/platform/table-reader.ts";
import { dayMs, jstDate } from "../shared/time/model.ts";
import { region } from "../test/support/world.ts";
import { startService, temporaryFolder } from "./ending.ts";
import type { Figure, Section } from "./figures.ts";
import { driveSearches, type SearchReport } from "./searches.ts";

const connections = 20;
const seconds = 15;
const tenant = "acme";
const packedWithinMs = 300_000;

/** The demonstration stack, packed, in a separate process, under a load generator on the same machine. */
export async function measureLoad(): Promise<Section> {
	const { folder, remove } = temporaryFolder("load");
	const { port } = await choosePorts(["port"], {});
	const script = join(import.meta.dirname, "../commands/start.ts");
	const args = [script, "--port", String(port), "--data", folder];
	const { stop } = await startService(args, (line) => line.includes(String(port)));
	const description = readStackDescription(folder);
	await untilPacked(description);
	const token = await requestToken(description.issuer, { tenant, account: "admin", role: "agent" });
	const period = { from: `${jstDate(Date.now() - 70 * dayMs)}T00:00`, to: `${jstDate(Date.now())}T24:00` };
	const common = { api: description.api, token, connections, seconds };
	const figures: Figure[] = [];
	for (const [what, conditions] of Object.entries({ "a name": { name: "長谷川" }, "a memo": { memo: "他社" } })) {
		figures.push(...figuresOf(what, await driveSearches({ ...common, body: { period, ...conditions } })));
	}
	// Searches still running when the time is up must finish before the engine stops.
	await sleep(5000);
	stop();
	remove();
	const note =
		`The demonstration's 70 days over HTTP, ${connections} connections for ${seconds} s each. ` +
		"Client, stack and engines share the machine.";
	return { title: "Load", note, figures };
}

function figuresOf(what: string, { requests, non2xx, errors, timeouts, latency }: SearchReport): Figure[] {
	return [
		{ what: `${what}: searches`, unit: "per second", value: requests.average, bound: { atLeast: 15 } },
		{ what: `${what}: failed`, unit: "searches", value: non2xx + errors + timeouts, bound: { value: 0 } },
		{ what: `${what}: latency, p50`, unit: "ms", value: latency.p50 },
		{ what: `${what}: latency, p97.5`, unit: "ms", value: latency.p97_5 },
		{ what: `${what}: latency, maximum`, unit: "ms", value: latency.max },
	];
}

async function untilPacked({ aws, table }: StackDescription): Promise<void> {
	const client = createDynamoDbClient({ region, endpoint: aws.dynamodb });
	const reader = createPackReader(new TableReader(client, table));
	const begun = Date.now();
	for (;;) {
		const { contents } = await reader.load(tenant);
		if (contents.packs.length > 0 && contents.packedUntil >= packableUntil(Date.now()) - stretchMs) return;
		if (Date.now() - begun > packedWithinMs) throw new Error("the stack has not packed its history");
		await sleep(500);
	}
}
