import { BatchGetItemCommand, QueryCommand } from "@aws-sdk/client-dynamodb";
import { mockClient } from "aws-sdk-client-mock";
import { expect, test } from "vitest";
import { createDirectoryReader } from "../../../shared/directory/reader.ts";
import { createDynamoDbClient } from "../../../shared/platform/dynamodb.ts";
import { TableReader } from "../../../shared/platform/table-reader.ts";
import { createWorld } from "../../support/world.ts";

const key = (id: string) => ({ p: { S: id }, s: { S: "c" } });

function staged() {
	const client = createDynamoDbClient({ region: "ap-northeast-1" });
	return { mock: mockClient(client), reader: new TableReader(client, "table") };
}

test("requests again only the keys that a throttled table left unprocessed", async () => {
	const { mock, reader } = staged();
	mock
		.on(BatchGetItemCommand)
		.resolvesOnce({ Responses: { table: [key("a")] }, UnprocessedKeys: { table: { Keys: [key("b"), key("c")] } } })
		.resolvesOnce({ Responses: { table: [key("b")] }, UnprocessedKeys: { table: { Keys: [key("c")] } } })
		.resolvesOnce({ Responses: { table: [key("c")] } });
	expect(await reader.batchGet([key("a"), key("b"), key("c")])).toEqual([key("a"), key("b"), key("c")]);
	const asked = mock
		.commandCalls(BatchGetItemCommand)
		.map(({ args }) => args[0].input.RequestItems?.table?.Keys?.length);
	expect(asked).toEqual([3, 2, 1]);
});

test("reads more than a hundred keys in calls of a hundred", async () => {
	const { mock, reader } = staged();
	mock.on(BatchGetItemCommand).callsFake((input) => ({ Responses: { table: input.RequestItems.table.Keys } }));
	const keys = Array.from({ length: 230 }, (_, index) => key(String(index)));
	expect(await reader.batchGet(keys)).toEqual(keys);
	expect(mock.commandCalls(BatchGetItemCommand)).toHaveLength(3);
});

test.each([
	["ThrottlingException", 503, "temporarily-unavailable"],
	["ProvisionedThroughputExceededException", 503, "temporarily-unavailable"],
	["AccessDeniedException", 500, "internal-error"],
])("answers %s from the table with %s, without its details", async (name, status, code) => {
	const world = await createWorld();
	const { mock, reader } = staged();
	mock.on(QueryCommand).rejects(Object.assign(new Error("table arn:aws:dynamodb:secret"), { name }));
	world.deps.directoryReader = createDirectoryReader(reader);
	const answer = await world.call("search-call-histories", {
		body: { period: { from: "2026-11-20T00:00", to: "2026-11-20T24:00" } },
	});
	expect(answer).toMatchObject({ status, body: { code } });
	expect(JSON.stringify(answer)).not.toContain("secret");
	expect(answer.headers["retry-after"]).toBe(status === 503 ? "2" : undefined);
});
