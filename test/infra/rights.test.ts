import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { type FunctionName, functionNames } from "../../infra/functions.ts";
import { driveApi, driveSavedSearches } from "./rights/drive-api.ts";
import { driveEvents } from "./rights/drive-events.ts";
import { driveWorkflow } from "./rights/drive-workflow.ts";
import { createDriver, type Driver } from "./rights/driver.ts";
import { rightsOf } from "./rights/granted.ts";

/** Rights of which no call of a function's own tells, and who needs them. */
const unseen: Partial<Record<FunctionName, Record<string, RegExp>>> = {
	"events/intake": {
		"Lambda fetches messages in the function's name": /^sqs:(Receive|Delete)Message intake|^sqs:GetQueueAttributes/,
	},
	"events/retention": {
		"Lambda fetches messages in the function's name": /^sqs:(Receive|Delete)Message retention|^sqs:GetQueueAttributes/,
	},
	"events/changes": {
		"Lambda reads the stream in the function's name":
			/^dynamodb:(DescribeStream|GetRecords|GetShardIterator) stream|^dynamodb:ListStreams/,
		"Lambda puts down there what the stream has lost": /^sqs:SendMessage retention-dead-letters$/,
	},
	"events/pack": {
		"numbers of packs of a former layout are written anew (test/shared/pack/former-folding.test.ts)":
			/^dynamodb:UpdateItem/,
	},
};
/** DynamoDB and S3 use the key in the caller's name. */
const byServices = /^kms:/;

let driver: Driver;

beforeAll(async () => {
	driver = await createDriver();
	await driveApi(driver);
	await driveSavedSearches(driver);
	await driveWorkflow(driver);
	await driveEvents(driver);
});
afterAll(async () => {
	vi.restoreAllMocks();
	await driver.stop();
});

test.each(functionNames)("%s may do what it does, and nothing else", (name) => {
	const reasons = Object.values(unseen[name] ?? {});
	const granted = rightsOf(name).filter((right) => !byServices.test(right));
	expect(granted.filter((right) => !reasons.some((reason) => reason.test(right)))).toEqual(driver.calls.of(name));
	for (const reason of reasons)
		expect(
			granted.some((right) => reason.test(right)),
			String(reason),
		).toBe(true);
});
