import { DynamoDBClient, GetItemCommand } from "@aws-sdk/client-dynamodb";
import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import type { HttpRequest } from "@smithy/core/protocols";
import type { FinalizeHandler, FinalizeHandlerArguments, MiddlewareStack } from "@smithy/types";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { tenantSigner } from "../../../shared/platform/tenant-credentials.ts";

type Next = FinalizeHandler<object, object>;
type Args = FinalizeHandlerArguments<object>;

const region = "ap-northeast-1";
const credentials = { accessKeyId: "KEY", secretAccessKey: "secret", sessionToken: "token" };
const tenantCredentials = async () => credentials;

// The time is part of a signature.
beforeEach(() => void vi.useFakeTimers({ toFake: ["Date"], now: Date.parse("2026-11-20T06:00:00Z") }));
afterEach(() => void vi.useRealTimers());

/** The authorization header that a client sends, without the ids that differ with each attempt. */
async function authorizationOf(given: DynamoDBClient | S3Client, command: unknown): Promise<string> {
	const client = given as DynamoDBClient;
	const stack = client.middlewareStack as unknown as MiddlewareStack<object, object>;
	let authorization = "";
	stack.addRelativeTo(
		(next: Next) => (args: Args) => {
			const { headers } = args.request as HttpRequest;
			delete headers["amz-sdk-invocation-id"];
			delete headers["amz-sdk-request"];
			return next(args);
		},
		{ name: "same-id", relation: "before", toMiddleware: "httpSigningMiddleware" },
	);
	stack.addRelativeTo(
		() => async (args: Args) => {
			authorization = String((args.request as HttpRequest).headers.authorization);
			throw new Error("signed, and not sent");
		},
		{ name: "stop", relation: "after", toMiddleware: "httpSigningMiddleware" },
	);
	await expect(client.send(command as never)).rejects.toThrow("signed, and not sent");
	return authorization;
}

it("signs a request to the table as the DynamoDB client would with the tenant's credentials", async () => {
	const command = () => new GetItemCommand({ TableName: "rireki", Key: { p: { S: "acme#1" }, s: { S: "c" } } });
	const signer = tenantSigner({ service: "dynamodb", region, tenantCredentials });
	const others = { accessKeyId: "OTHER", secretAccessKey: "other" };
	const own = await authorizationOf(
		new DynamoDBClient({ region, credentials: others, signer, maxAttempts: 1 }),
		command(),
	);
	expect(own).toMatch(/^AWS4-HMAC-SHA256 Credential=KEY\/20261120\/ap-northeast-1\/dynamodb\//);
	expect(own).toBe(await authorizationOf(new DynamoDBClient({ region, credentials, maxAttempts: 1 }), command()));
});

it("signs an object's path as the S3 client would", async () => {
	const command = () => new PutObjectCommand({ Bucket: "exports", Key: "results/acme/a b+c@d/履歴.csv", Body: "a" });
	const signer = tenantSigner({ service: "s3", region, tenantCredentials, uriEscapePath: false });
	const options = { region, maxAttempts: 1, forcePathStyle: true };
	const own = await authorizationOf(new S3Client({ ...options, credentials, signer }), command());
	expect(own).toBe(await authorizationOf(new S3Client({ ...options, credentials }), command()));
	const escaping = tenantSigner({ service: "s3", region, tenantCredentials });
	expect(own).not.toBe(await authorizationOf(new S3Client({ ...options, credentials, signer: escaping }), command()));
});
