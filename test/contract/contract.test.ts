import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { brokenPromises, contractOf } from "../../contract/openapi/contract.ts";
import { writtenDocument } from "../../contract/openapi/document.ts";

const text = writtenDocument();
// biome-ignore lint/suspicious/noExplicitAny: tests change any part of it
const documentOfNow = (): any => JSON.parse(text);
const now = contractOf(documentOfNow());

describe("the contract of /v1", () => {
	it("keeps every promise of docs/contract-1.txt: removing one breaks clients (CHANGELOG.md)", () => {
		const promised = readFileSync("docs/contract-1.txt", "utf8").trimEnd().split("\n");
		expect(promised.length).toBeGreaterThan(1000);
		expect(brokenPromises(promised, now)).toEqual([]);
	});

	it.each<[string, string, (document: ReturnType<typeof documentOfNow>) => unknown]>([
		["a path", "gone: GET /v1/me: getMe", ({ paths }) => delete paths["/v1/me"]],
		[
			"the name of an operation",
			"gone: GET /v1/me: getMe",
			({ paths }) => Object.assign(paths["/v1/me"].get, { operationId: "me" }),
		],
		[
			"a status",
			"gone: out createAsyncSearch 202",
			({ paths }) => delete paths["/v1/async-searches"].post.responses[202],
		],
		[
			"a parameter",
			"gone: in openRecording query recordingId: string",
			({ paths }) => void paths["/v1/call-histories/{callId}/recording"].get.parameters.splice(2, 1),
		],
		[
			"a condition",
			"gone: in Search.kana: string",
			({ components }) => delete components.schemas.Search.properties.kana,
		],
		[
			"a column of rows",
			"gone: out CallHistoryRow.memo: string or null",
			({ components }) => delete components.schemas.CallHistoryRow.properties.memo,
		],
		[
			"the guarantee that a member is always present",
			"gone: out Me.role always",
			({ components }) => void components.schemas.Me.required.splice(4, 1),
		],
		[
			"a type",
			"gone: out Me.name: string",
			({ components }) => Object.assign(components.schemas.Me.properties.name, { type: ["string", "null"] }),
		],
		[
			"a code",
			"gone: out ProblemCode = stale",
			({ components }) => remove(components.schemas.ProblemCode.enum, "stale"),
		],
		[
			"a column to sort by",
			"gone: in Column = memo",
			({ components }) => remove(components.schemas.Column.enum, "memo"),
		],
		[
			"the option to omit a member",
			"new: in Search.kana required",
			({ components }) => components.schemas.Search.required.push("kana"),
		],
		[
			"the option to omit a header",
			"new: in confirmEmail header Idempotency-Key required",
			({ components }) => Object.assign(components.parameters.IdempotencyKey, { required: true }),
		],
	])("reports the removal of %s", (_, told, take) => {
		const document = documentOfNow();
		take(document);
		expect(brokenPromises(now, contractOf(document))).toContain(told);
	});

	it("allows additions", () => {
		const document = documentOfNow();
		const { schemas } = document.components;
		document.paths["/v1/new"] = { get: { operationId: "getNew", parameters: [], responses: { 200: {} } } };
		schemas.ProblemCode.enum.push("quite-new");
		schemas.Me.properties.nickname = { type: "string" };
		schemas.Me.required.push("nickname");
		schemas.Search.properties.mood = { type: "object", properties: { is: { type: "string" } }, required: ["is"] };
		schemas.Search.required = [];
		expect(brokenPromises(now, contractOf(document))).toEqual([]);
	});
});

function remove(values: string[], value: string): void {
	values.splice(values.indexOf(value), 1);
}
