import { DynamoDBClient, QueryCommand, type QueryCommandInput } from "@aws-sdk/client-dynamodb";
import { createRecordEntity } from "../shared/call-history/entities.ts";
import { fields, indexKeyFields, monthOf, templates } from "../shared/call-history/schema.ts";
import { fillTemplate } from "../shared/platform/keys.ts";
import { directEntry } from "./direct-entry.ts";
import type { LoadedDay } from "./world.ts";

/** A stretch of the day that fits into one page, both ends included. Epoch milliseconds. */
export interface Range {
	low: number;
	high: number;
}

const recordsPerPage = 2500;
const index = "by-time";
const tenantId = "acme";
const month = monthOf(Date.parse("2026-11-19T09:00:00+09:00"));
const pk = fillTemplate(templates.month.pk, { tenantId, month });

export function rangesOf({ calls }: LoadedDay, count: number): Range[] {
	const timeOf = (place: number) => calls[place]?.call.calledAt ?? Number.NaN;
	return Array.from({ length: count / recordsPerPage }, (_, page) => ({
		low: timeOf(page * recordsPerPage),
		high: timeOf((page + 1) * recordsPerPage) - 1,
	}));
}

function queryInput({ world }: LoadedDay, { low, high }: Range): QueryCommandInput {
	return {
		TableName: world.tableName,
		IndexName: index,
		KeyConditionExpression: "#pk = :pk AND #sk BETWEEN :low AND :high",
		ExpressionAttributeNames: { "#pk": indexKeyFields.month, "#sk": fields.calledAt },
		ExpressionAttributeValues: { ":pk": { S: pk }, ":low": { N: String(low) }, ":high": { N: String(high) } },
	};
}

/** The engine's answer as text. */
export async function recordAnswer(day: LoadedDay, range: Range): Promise<string> {
	const credential = "AWS4-HMAC-SHA256 Credential=test/20261119/ap-northeast-1/dynamodb/aws4_request";
	const response = await fetch(day.endpoint, {
		method: "POST",
		headers: {
			"content-type": "application/x-amz-json-1.0",
			"x-amz-target": "DynamoDB_20120810.Query",
			"x-amz-date": "20261119T000000Z",
			authorization: `${credential}, SignedHeaders=host;x-amz-date, Signature=0`,
		},
		body: JSON.stringify(queryInput(day, range)),
	});
	if (!response.ok) throw new Error(`the engine answered ${response.status} ${await response.text()}`);
	return response.text();
}

// Each way reads one page into records.

export function productWay({ world }: LoadedDay) {
	const reader = world.deps.callHistoryReader;
	return ({ low, high }: Range) =>
		reader.readPage({ tenantId, index, pk, low, high, newestFirst: true, countOnly: false });
}

export function sdkWay(day: LoadedDay) {
	const client = defaultClient(day);
	return async (range: Range) => {
		const { Items = [] } = await client.send(new QueryCommand(queryInput(day, range)));
		return Items.map(directEntry);
	};
}

export function electroWay(day: LoadedDay) {
	const records = createRecordEntity(defaultClient(day), day.world.tableName);
	return ({ low, high }: Range) => {
		const query = records.query.month({ tenantId, month }).between({ calledAt: low }, { calledAt: high });
		// The index lacks the attributes by which ElectroDB recognises its items.
		return query.go({ ignoreOwnership: true });
	};
}

function defaultClient({ endpoint }: LoadedDay): DynamoDBClient {
	return new DynamoDBClient({ region: "ap-northeast-1", endpoint });
}
