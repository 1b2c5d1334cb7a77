import type { DataFolder } from "./data-folder.ts";
import { writeAtomically } from "./data-folder.ts";
import { endLeftover, startDynamodb } from "./engines/dynamodb.ts";
import type { Engine } from "./engines/engine.ts";
import { startEventBridge } from "./engines/eventbridge.ts";
import { startIssuer } from "./engines/issuer.ts";
import { startS3 } from "./engines/s3.ts";
import { startSes } from "./engines/ses.ts";
import { startSqs } from "./engines/sqs.ts";
import { type StepFunctionsEngine, startStepFunctions } from "./engines/stepfunctions.ts";
import { choosePorts, host } from "./ports.ts";

const names = ["dynamodb", "s3", "sqs", "ses", "stepfunctions", "eventbridge", "issuer"] as const;
type EngineName = (typeof names)[number];
export type EngineUrls = Record<EngineName, string>;

export interface Engines {
	urls: EngineUrls;
	/** For registering state machines; missing if another engine, with deployed ones, replaces it. */
	stepFunctions?: StepFunctionsEngine;
}

/**
 * Starts the engines that no variable such as `DYNAMODB_ENDPOINT` replaces, on the ports of the folder's last start.
 */
export async function startEngines(
	folder: DataFolder,
	{ region, buckets, bus, now }: { region: string; buckets: readonly string[]; bus: string; now: () => number },
	onStop: (close: () => Promise<void>) => void,
): Promise<Engines> {
	await endLeftover(folder);
	const ports = await choosePorts(names, JSON.parse(await folder.kept("ports.json", () => "{}")));
	writeAtomically(folder.file("ports.json"), JSON.stringify(ports));
	let stepFunctions: StepFunctionsEngine | undefined;
	const starts: Record<EngineName, (port: number) => Promise<Engine>> = {
		dynamodb: (port) => startDynamodb(folder, port),
		s3: (port) => startS3(folder, port, buckets),
		sqs: (port) => startSqs(folder, port, region),
		ses: (port) => startSes(folder, port),
		stepfunctions: async (port) => {
			stepFunctions = await startStepFunctions(folder, port, region, now);
			return stepFunctions;
		},
		eventbridge: (port) => startEventBridge(folder, port, { region, bus, sqs: endpointOf("sqs") ?? urlOf(ports.sqs) }),
		issuer: (port) => startIssuer(folder, port),
	};
	const embedded = names.filter(isEmbedded);
	if (embedded.some((name) => name !== "issuer")) assumeCredentials();
	const started = await Promise.allSettled(
		embedded.map(async (name) => {
			const engine = await starts[name](ports[name]);
			onStop(engine.stop);
			return [name, engine.url] as const;
		}),
	);
	for (const result of started) if (result.status === "rejected") throw result.reason;
	const urls = started.flatMap((result) => (result.status === "fulfilled" ? [result.value] : []));
	const replaced = names.flatMap((name) => {
		const url = name === "issuer" ? undefined : endpointOf(name);
		return url ? [[name, url] as const] : [];
	});
	return { urls: Object.fromEntries([...urls, ...replaced]) as EngineUrls, stepFunctions };
}

const urlOf = (port: number) => `http://${host}:${port}`;

export const isEmbedded = (name: EngineName) => name === "issuer" || !endpointOf(name);

/** The engine that the environment names instead, in `DYNAMODB_ENDPOINT` and so on. */
export function endpointOf(service: Exclude<EngineName, "issuer"> | "sts"): string | undefined {
	return process.env[`${service.toUpperCase()}_ENDPOINT`] || undefined;
}

/** Embedded engines ignore credentials, but the SDK requires some. */
export const localCredentials = { accessKeyId: "local", secretAccessKey: "local" };

export function assumeCredentials(): void {
	if (process.env.AWS_ACCESS_KEY_ID && process.env.AWS_SECRET_ACCESS_KEY) return;
	process.env.AWS_ACCESS_KEY_ID = localCredentials.accessKeyId;
	process.env.AWS_SECRET_ACCESS_KEY = localCredentials.secretAccessKey;
}
