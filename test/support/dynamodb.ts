import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { TestProject } from "vitest/node";
import { findBinary } from "../../local/engines/dynamodb.ts";
import { assumeCredentials } from "../../local/engines.ts";
import { choosePorts } from "../../local/ports.ts";
import { removeLeftovers } from "./leftovers.ts";

declare module "vitest" {
	interface ProvidedContext {
		dynamodbEndpoint: string;
		embeddedDynamodbEndpoint: string;
		/** Prefix of the names of this run's tables, buckets and queues. */
		namePrefix: string;
	}
}

/**
 * Starts one embedded DynamoDB in memory for the whole run; each test file creates its own tables in it.
 * `DYNAMODB_ENDPOINT` names another one, an emulator or a region's. Whatever a run creates there, or in another S3 or
 * SQS, is deleted when it ends.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
	assumeCredentials();
	// Processes that tests start load the same modules, and need not compile them again.
	process.env.NODE_COMPILE_CACHE ??= join(tmpdir(), "rireki-compile-cache");
	const given = process.env.DYNAMODB_ENDPOINT;
	const embedded = given && !isEmbeddable() ? undefined : await startDynamodb();
	const namePrefix = `rireki-test-${randomUUID().slice(0, 8)}-`;
	project.provide("dynamodbEndpoint", given ?? embedded?.endpoint ?? "");
	project.provide("embeddedDynamodbEndpoint", embedded?.endpoint ?? given ?? "");
	project.provide("namePrefix", namePrefix);
	return async () => {
		await removeLeftovers(namePrefix);
		embedded?.stop();
	};
}

function isEmbeddable(): boolean {
	try {
		return findBinary() !== "";
	} catch {
		return false;
	}
}

/** Starts an engine of its own, in memory or on a file. */
export async function startDynamodb(databaseFile?: string): Promise<{ endpoint: string; stop: () => void }> {
	const { port } = await choosePorts(["port"], {});
	const file = databaseFile ? ["--db-path", databaseFile] : [];
	const engine = spawn(findBinary(), ["--host", "127.0.0.1", "--port", String(port), ...file], { stdio: "ignore" });
	const stop = () => {
		process.off("exit", stop);
		engine.kill();
	};
	process.once("exit", stop);
	const endpoint = `http://127.0.0.1:${port}`;
	for (let attempt = 0; !(await answers(endpoint)); attempt++) {
		if (attempt > 200 || engine.exitCode !== null) throw new Error("the embedded DynamoDB does not start");
		await sleep(25);
	}
	return { endpoint, stop };
}

function answers(url: string): Promise<boolean> {
	return fetch(url).then(
		() => true,
		() => false,
	);
}
