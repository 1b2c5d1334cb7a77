import { spawn } from "node:child_process";
import { once } from "node:events";
import { createWriteStream, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { CreateTableCommandInput } from "@aws-sdk/client-dynamodb";
import type { Item } from "../../shared/platform/dynamodb.ts";
import { chunks } from "./items.ts";

/**
 * Creates the database file of the embedded DynamoDB with `items`, using the engine's import of DynamoDB exports, which
 * is four times as fast as the API. No engine may be using the file. It is created atomically, and an existing one is
 * kept.
 */
export async function importItems(options: {
	/** The engine's executable file. */
	engine: string;
	databaseFile: string;
	table: CreateTableCommandInput;
	items: Iterable<Item>;
}): Promise<void> {
	const { engine, databaseFile, table, items } = options;
	if (existsSync(databaseFile)) return;
	const folder = join(dirname(databaseFile), "demo-import");
	rmSync(folder, { recursive: true, force: true });
	const source = join(folder, "export");
	const data = join(source, String(table.TableName), "data");
	mkdirSync(data, { recursive: true });
	const schema = join(folder, "schema.json");
	const made = join(folder, "made.sqlite");
	try {
		writeFileSync(schema, JSON.stringify({ Table: table }));
		const lines = Readable.from(linesOf(items));
		await pipeline(lines, createWriteStream(join(data, "items.json")));
		await run(engine, ["import", "--source", source, "--schema", schema, "--output", made]);
		renameSync(made, databaseFile);
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

function* linesOf(items: Iterable<Item>): Generator<string> {
	for (const chunk of chunks(items, 500)) yield `${chunk.map((Item) => JSON.stringify({ Item })).join("\n")}\n`;
}

async function run(command: string, args: string[]): Promise<void> {
	const child = spawn(command, args, { stdio: ["ignore", "ignore", "pipe"] });
	let complaint = "";
	child.stderr.setEncoding("utf8").on("data", (text: string) => {
		complaint += text;
	});
	const killWithUs = () => child.kill("SIGTERM");
	process.once("exit", killWithUs);
	const [code, signal] = await once(child, "close");
	process.off("exit", killWithUs);
	if (code !== 0) throw new Error(`${command} ${args[0]} ended with ${signal ?? code}: ${complaint.trim()}`);
}
