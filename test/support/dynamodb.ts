import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import type { TestProject } from "vitest/node";

declare module "vitest" {
	interface ProvidedContext {
		dynamodbEndpoint: string;
	}
}

/** One embedded DynamoDB in memory for the whole run; each test file makes tables of its own in it. */
export default async function setup(project: TestProject): Promise<() => void> {
	const given = process.env.DYNAMODB_ENDPOINT;
	if (given) {
		project.provide("dynamodbEndpoint", given);
		return () => {};
	}
	const binary = createRequire(import.meta.url).resolve("@dynoxide/linux-x64/dynoxide");
	const port = await freePort();
	const engine = spawn(binary, ["--host", "127.0.0.1", "--port", String(port)], { stdio: "ignore" });
	const endpoint = `http://127.0.0.1:${port}`;
	for (let attempt = 0; !(await answers(endpoint)); attempt++) {
		if (attempt > 200 || engine.exitCode !== null) throw new Error("the embedded DynamoDB does not start");
		await sleep(25);
	}
	project.provide("dynamodbEndpoint", endpoint);
	return () => engine.kill();
}

async function answers(url: string): Promise<boolean> {
	return fetch(url).then(
		() => true,
		() => false,
	);
}

function freePort(): Promise<number> {
	return new Promise((resolve) => {
		const server = createServer().listen(0, "127.0.0.1", () => {
			const { port } = server.address() as { port: number };
			server.close(() => resolve(port));
		});
	});
}
