import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { type FunctionName, functionNames } from "../../infra/functions.ts";
import { driveApi, driveSavedSearches } from "./rights/drive-api.ts";
import { driveEvents } from "./rights/drive-events.ts";
import { driveWorkflow } from "./rights/drive-workflow.ts";
import { createDriver, type Driver } from "./rights/driver.ts";
import { rightsOf } from "./rights/granted.ts";

/** Rights that none of a function's own calls uses, by the reason for granting them. */
const unseen: Partial<Record<FunctionName, Record<string, RegExp>>> = {
	"events/intake": {
		"Lambda fetches messages for the function": /^sqs:(Receive|Delete)Message intake|^sqs:GetQueueAttributes/,
	},
	"events/retention": {
		"Lambda fetches messages for the function": /^sqs:(Receive|Delete)Message retention|^sqs:GetQueueAttributes/,
	},
	"events/changes": {
		"Lambda reads the stream for the function":
			/^dynamodb:(DescribeStream|GetRecords|GetShardIterator) stream|^dynamodb:ListStreams/,
		"Lambda sends what the stream has lost to the dead letters": /^sqs:SendMessage retention-dead-letters$/,
	},
	"events/pack": {
		"numbers of packs in a former layout are rewritten (test/shared/pack/former-folding.test.ts)":
			/^dynamodb:UpdateItem/,
	},
};
/** DynamoDB and S3 use the key on the caller's behalf. */
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

test.each(functionNames)("%s has exactly the rights that it uses", (name) => {
	const reasons = Object.values(unseen[name] ?? {});
	const granted = rightsOf(name).filter((right) => !byServices.test(right));
	expect(granted.filter((right) => !reasons.some((reason) => reason.test(right)))).toEqual(driver.calls.of(name));
	for (const reason of reasons)
		expect(
			granted.some((right) => reason.test(right)),
			String(reason),
		).toBe(true);
});
