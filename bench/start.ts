import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { indexKeyFields, phoneAreaOf, templates } from "../shared/call-history/schema.ts";
import type { Env } from "../shared/platform/env.ts";
import { fillTemplate } from "../shared/platform/keys.ts";
import { callCompleted } from "../test/support/events.ts";
import { toEvent } from "../test/support/world.ts";
import { floorName, withBundles } from "./bundles.ts";
import { type Figure, median, type Section } from "./figures.ts";
import type { LoadedDay } from "./world.ts";

const rounds = 4;
const search = "api/search-call-histories";
const threeCalls = "only the client, three calls";
const child = fileURLToPath(new URL("./start-child.mjs", import.meta.url));

/** CPU of import and first call, each in a separate process; the floor takes its turn among the functions. */
export function measureStarts(day: LoadedDay): Promise<Section[]> {
	return withBundles(async (bundles) => {
		const taken = new Map<string, number[]>();
		for (let round = 0; round < rounds; round++) {
			// Forwards and backwards, so that no function always follows the one that leaves the engine the most work.
			const events = Object.entries(eventsOf(day, round));
			for (const [name, event] of round % 2 === 0 ? events : events.reverse()) {
				const file = bundles.get(name === threeCalls ? floorName : name)?.file ?? "";
				const milliseconds = await run(day, name, file, event);
				taken.set(name, [...(taken.get(name) ?? []), milliseconds]);
			}
		}
		const [floor, floorOfThree] = [floorName, threeCalls].map((name) => median(taken.get(name) ?? [])) as [
			number,
			number,
		];
		taken.delete(floorName);
		const figures = [...taken].map(([what, values]): Figure => {
			const bound = boundOf(what);
			const least = what === search ? floorOfThree : floor;
			return { what, value: median(values), unit: "ms", floor: least, ...(bound ? { bound } : {}) };
		});
		const note =
			"CPU of import and first call of the bundle in a new process, over all its threads, without the engine's own " +
			"time; median. Floor: only the DynamoDB client, with one query; for a search, with the three sequential calls " +
			"that it makes.";
		return [{ title: "Start", note, figures }];
	});
}

function boundOf(name: string): Figure["bound"] {
	if (!name.startsWith("api/")) return undefined;
	return { ratio: name === search ? 1.5 : 2 };
}

/** The event for each function; a correction must find something to correct, and a call must be new. */
function eventsOf(day: LoadedDay, round: number): Record<string, object> {
	const ordinary = day.calls.findLast(({ call }) => call.recording && call.memo);
	const { callId = "", phone = "" } = ordinary?.call ?? {};
	const query = floorQuery(day, phone);
	const path = { callId };
	const correction = { headers: { "if-match": "*" }, body: { memo: `訂正 ${round}` } };
	const message = {
		messageId: "1",
		receiptHandle: "1",
		body: JSON.stringify(callCompleted({ callId: `start-${round}` })),
	};
	const attributes = { ApproximateReceiveCount: "1", SentTimestamp: String(Date.now()) };
	return {
		[floorName]: [query],
		[threeCalls]: [query, query, query],
		"api/get-me": toEvent({}),
		"api/get-email": toEvent({}),
		"api/get-search-options": toEvent({}),
		[search]: toEvent({ body: { period: day.period, phone: phone.slice(0, 6) } }),
		"api/get-call-history": toEvent({ path }),
		"api/correct-call-history": toEvent({ path, ...correction }),
		"api/list-corrections": toEvent({ path }),
		"api/open-recording": toEvent({ path }),
		"events/intake": { Records: [{ ...message, attributes }] },
	};
}

/** The same page of the index as the search reads. */
function floorQuery({ world }: LoadedDay, phone: string): object {
	const pk = fillTemplate(templates.phone.pk, { tenantId: "acme", phoneArea: phoneAreaOf(phone) });
	return {
		TableName: world.tableName,
		IndexName: "by-number",
		KeyConditionExpression: "#pk = :pk",
		ExpressionAttributeNames: { "#pk": indexKeyFields.phone },
		ExpressionAttributeValues: { ":pk": { S: pk } },
	};
}

/** All variables that functions read: a new one does not compile before it is added here. */
type Needed = Exclude<keyof Env, `${string}_ENDPOINT` | "TENANT_ROLE_ARN" | "ORIGIN_KEYS" | "IDENTITY_PROVIDERS">;

async function run({ world, endpoint }: LoadedDay, name: string, file: string, event: object): Promise<number> {
	const { stdout } = await promisify(execFile)(process.execPath, [child, file, JSON.stringify(event)], {
		env: {
			AWS_REGION: "ap-northeast-1",
			AWS_ACCESS_KEY_ID: "test",
			AWS_SECRET_ACCESS_KEY: "test",
			AWS_SESSION_TOKEN: "test",
			TABLE_NAME: world.tableName,
			RECORDINGS_BUCKET: "recordings",
			EXPORTS_BUCKET: "exports",
			PACKS_BUCKET: "packs",
			TRAIL_SEALS_BUCKET: "seals",
			ASYNC_SEARCH_STATE_MACHINE_ARN: "arn:aws:states:ap-northeast-1:1:stateMachine:async-search",
			INTAKE_QUEUE_URL: "http://127.0.0.1:9/1/intake",
			INTAKE_DEAD_LETTER_QUEUE_URL: "http://127.0.0.1:9/1/dead-letters",
			RETENTION_QUEUE_URL: "http://127.0.0.1:9/1/retention",
			MAIL_FROM: "rireki@example.com",
			MAIL_CONFIGURATION_SET: "mail",
			CONSOLE_URL: "http://127.0.0.1:9/console",
			CURSOR_KEY: randomBytes(32).toString("base64"),
			EVENT_BUS_NAME: "events",
			DYNAMODB_ENDPOINT: endpoint,
		} satisfies Record<Needed, string> & Record<string, string>,
	});
	const { milliseconds, answer } = JSON.parse(stdout);
	if (answer.statusCode !== 200 && answer.batchItemFailures?.length !== 0) {
		throw new Error(`${name} answered ${JSON.stringify(answer)}`);
	}
	return milliseconds;
}
