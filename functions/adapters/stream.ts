import { randomUUID } from "node:crypto";
import middy from "@middy/core";
import type { DynamoDBStreamEvent } from "aws-lambda";
import type { Change } from "../../shared/platform/change.ts";
import { inScope } from "../../shared/platform/scope.ts";

type StreamRecord = DynamoDBStreamEvent["Records"][number];

/** A consumer of the table's stream. If it fails, the stream delivers the same changes again, before any later ones. */
export function streamHandler<Deps>(
	run: (deps: Deps, changes: Change[]) => Promise<void>,
): (deps: Deps) => (event: DynamoDBStreamEvent) => Promise<void> {
	return (deps) => {
		const handler = middy<DynamoDBStreamEvent, void>().handler((event) => run(deps, event.Records.map(toChange)));
		return (event) => inScope({ correlationId: randomUUID() }, async () => void (await handler(event, {} as never)));
	};
}

function toChange({ dynamodb, userIdentity }: StreamRecord): Change {
	return {
		before: dynamodb?.OldImage as Change["before"],
		after: dynamodb?.NewImage as Change["after"],
		byAge: userIdentity?.principalId === "dynamodb.amazonaws.com",
		changedAt: (dynamodb?.ApproximateCreationDateTime ?? 0) * 1000,
	};
}
