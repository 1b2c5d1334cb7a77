import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { brokenPromises, contractOf } from "../../contract/openapi/contract.ts";
import { writtenDocument } from "../../contract/openapi/document.ts";

const text = writtenDocument();
// biome-ignore lint/suspicious/noExplicitAny: changed at will
const documentOfNow = (): any => JSON.parse(text);
const now = contractOf(documentOfNow());

describe("the contract of /v1", () => {
	it("is kept: whoever takes a promise of docs/contract-1.txt away breaks clients (CHANGELOG.md)", () => {
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
			"that a member is there always",
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
			"the freedom to leave a member out",
			"new: in Search.kana required",
			({ components }) => components.schemas.Search.required.push("kana"),
		],
		[
			"the freedom to leave a header out",
			"new: in confirmEmail header Idempotency-Key required",
			({ components }) => Object.assign(components.parameters.IdempotencyKey, { required: true }),
		],
	])("tells that %s is taken away", (_, told, take) => {
		const document = documentOfNow();
		take(document);
		expect(brokenPromises(now, contractOf(document))).toContain(told);
	});

	it("lets a release add", () => {
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
