import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { indexKeyFields, phoneAreaOf, templates } from "../shared/call-history/schema.ts";
import { fillTemplate } from "../shared/platform/keys.ts";
import { type ApiRequest, toEvent } from "../test/support/world.ts";
import { type Bundle, floorName, withBundles } from "./bundles.ts";
import { type Figure, median, type Section } from "./figures.ts";
import type { LoadedDay } from "./world.ts";

const rounds = 11;
const child = fileURLToPath(new URL("./start-child.mjs", import.meta.url));

/** Import and first call, each in a process of its own; the floor takes its turn among the functions. */
export function measureStarts(day: LoadedDay): Promise<Section[]> {
	return withBundles(async (bundles) => {
		const milliseconds = new Map<string, number[]>();
		for (let round = 0; round < rounds; round++) {
			for (const [name, event] of Object.entries({ ...requestsOf(day), [floorName]: floorQuery(day) })) {
				const taken = await run(day, name, bundles.get(name), event);
				milliseconds.set(name, [...(milliseconds.get(name) ?? []), taken]);
			}
		}
		const of = (name: string) => median(milliseconds.get(name) ?? []);
		const names = [...milliseconds.keys()].filter((name) => name !== floorName);
		const figures = names.map((name): Figure => {
			const bound = { ratio: name === "api/search-call-histories" ? 1.5 : 2 };
			return { what: name, value: of(name), unit: "ms", floor: of(floorName), bound };
		});
		const note =
			"Import and first call of the bundle in a fresh process; median. Floor: the DynamoDB client alone, with one query.";
		return [{ title: "Start", note, figures }];
	});
}

function requestsOf({ calls }: LoadedDay): Record<string, object> {
	// The last call of the day has a recording, and may be corrected.
	const { callId = "", phone = "" } = calls.at(-1)?.call ?? {};
	const path = { callId };
	const period = { from: "2026-11-19T00:00", to: "2026-11-19T24:00" };
	const correction = { headers: { "if-match": "*" }, body: { memo: `訂正 ${randomBytes(4).toString("hex")}` } };
	const requests: Record<string, ApiRequest> = {
		"api/get-me": {},
		"api/get-search-options": {},
		"api/search-call-histories": { body: { period, phone: phone.slice(0, 6) } },
		"api/get-call-history": { path },
		"api/correct-call-history": { path, ...correction },
		"api/list-corrections": { path },
		"api/open-recording": { path },
	};
	return Object.fromEntries(Object.entries(requests).map(([name, request]) => [name, toEvent(request)]));
}

/** The page of the index that the search reads as well. */
function floorQuery({ world, calls }: LoadedDay): object {
	const phone = calls.at(-1)?.call.phone ?? "";
	const pk = fillTemplate(templates.phone.pk, { tenantId: "acme", phoneArea: phoneAreaOf(phone) });
	return {
		TableName: world.tableName,
		IndexName: "phone-wide",
		KeyConditionExpression: "#pk = :pk",
		ExpressionAttributeNames: { "#pk": indexKeyFields.phone },
		ExpressionAttributeValues: { ":pk": { S: pk } },
	};
}

async function run({ world, endpoint }: LoadedDay, name: string, bundle: Bundle | undefined, event: object) {
	const { stdout } = await promisify(execFile)(process.execPath, [child, bundle?.file ?? "", JSON.stringify(event)], {
		env: {
			AWS_REGION: "ap-northeast-1",
			AWS_ACCESS_KEY_ID: "test",
			AWS_SECRET_ACCESS_KEY: "test",
			AWS_SESSION_TOKEN: "test",
			TABLE_NAME: world.tableName,
			RECORDINGS_BUCKET: "recordings",
			CURSOR_KEY: randomBytes(32).toString("base64"),
			DYNAMODB_ENDPOINT: endpoint,
		},
	});
	const answer: { statusCode: number; body: string; milliseconds: number } = JSON.parse(stdout);
	if (answer.statusCode !== 200) throw new Error(`${name} answered ${answer.statusCode} ${answer.body}`);
	return answer.milliseconds;
}
