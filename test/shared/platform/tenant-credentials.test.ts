import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createDynamoDbClient } from "../../../shared/platform/dynamodb.ts";
import { createFileSigner } from "../../../shared/platform/files.ts";
import { inScope } from "../../../shared/platform/scope.ts";
import { TableReader } from "../../../shared/platform/table-reader.ts";
import { createTenantCredentials, tenantSigner } from "../../../shared/platform/tenant-credentials.ts";
import { assumeRoleAnswer, startService } from "../../support/sts.ts";

const region = "ap-northeast-1";
const roleArn = "arn:aws:iam::222222222222:role/tenant";
const clock = { now: 0 };
let sts: Awaited<ReturnType<typeof startService>>;
let answer: typeof assumeRoleAnswer;

beforeEach(async () => {
	process.env.AWS_ACCESS_KEY_ID ??= "test";
	process.env.AWS_SECRET_ACCESS_KEY ??= "test";
	answer = assumeRoleAnswer;
	sts = await startService((asked) => answer(asked));
});
afterEach(() => sts.stop());

const credentials = () => createTenantCredentials({ region, roleArn, endpoint: sts.url, now: () => clock.now });
const as = <T>(tenantId: string, work: () => Promise<T>) => inScope({ correlationId: "r-1", tenantId }, work);

describe("a tenant's credentials", () => {
	it("are the role's, tagged with the tenant and requested by the function itself", async () => {
		expect(await as("acme", credentials())).toEqual({
			accessKeyId: "KEY-acme",
			secretAccessKey: "secret",
			sessionToken: "token-acme",
		});
		const [asked] = sts.asked;
		expect(asked?.accessKeyId).toBe(process.env.AWS_ACCESS_KEY_ID);
		expect(Object.fromEntries(new URLSearchParams(asked?.body))).toMatchObject({
			Action: "AssumeRole",
			RoleArn: roleArn,
			"Tags.member.1.Key": "tenant",
			"Tags.member.1.Value": "acme",
		});
		expect(asked?.body).not.toContain("TransitiveTagKeys");
	});

	it("are kept for each tenant, until a URL signed with them could outlive them", async () => {
		const provide = credentials();
		clock.now = 0;
		await as("acme", provide);
		await as("harbour", provide);
		clock.now = 39 * 60_000;
		expect((await as("acme", provide)).accessKeyId).toBe("KEY-acme");
		expect((await as("harbour", provide)).accessKeyId).toBe("KEY-harbour");
		expect(sts.asked).toHaveLength(2);
		clock.now = 41 * 60_000;
		await as("acme", provide);
		expect(sts.asked).toHaveLength(3);
	});

	it("are requested once by concurrent callers", async () => {
		const provide = credentials();
		await as("acme", () => Promise.all([provide(), provide(), provide()]));
		expect(sts.asked).toHaveLength(1);
	});

	it("are unavailable outside a tenant's scope", async () => {
		const provide = credentials();
		await expect(provide()).rejects.toThrow("requested without a tenant");
		await expect(inScope({ correlationId: "r-1" }, provide)).rejects.toThrow("requested without a tenant");
		expect(sts.asked).toEqual([]);
	});

	it("are requested again if STS was busy, but not if it refused", async () => {
		const provide = credentials();
		answer = (asked) => (sts.asked.length < 3 ? { status: 503, body: "" } : assumeRoleAnswer(asked));
		expect((await as("acme", provide)).accessKeyId).toBe("KEY-acme");
		expect(sts.asked).toHaveLength(3);

		answer = () => ({ status: 403, body: "<Error><Code>AccessDenied</Code></Error>" });
		await expect(as("harbour", provide)).rejects.toThrow("AccessDenied");
		expect(sts.asked).toHaveLength(4);
		answer = assumeRoleAnswer;
		expect((await as("harbour", provide)).accessKeyId).toBe("KEY-harbour");
	});

	it("are reported as unavailable if STS keeps failing", async () => {
		answer = () => ({ status: 500, body: "" });
		await expect(as("acme", credentials())).rejects.toMatchObject({ kind: "unavailable" });
	});
});

describe("a tenant's credentials sign", () => {
	it("each request to the table made for the tenant, even when tenants alternate", async () => {
		const dynamodb = await startService(() => ({ status: 200, body: '{"Items":[],"Count":0,"ScannedCount":0}' }));
		try {
			const client = createDynamoDbClient({ region, endpoint: dynamodb.url, tenantCredentials: credentials() });
			const table = new TableReader(client, "rireki");
			const query = (tenantId: string) =>
				as(tenantId, () =>
					table.query({
						KeyConditionExpression: "p = :p",
						ExpressionAttributeValues: { ":p": { S: tenantId } },
					}),
				);
			await Promise.all(["acme", "harbour", "acme", "third", "harbour"].map(query));
			await query("acme");
			expect(dynamodb.asked).toHaveLength(6);
			for (const { accessKeyId, sessionToken, body } of dynamodb.asked) {
				const tenantId = JSON.parse(body).ExpressionAttributeValues[":p"].S;
				expect(accessKeyId).toBe(`KEY-${tenantId}`);
				expect(sessionToken).toBe(`token-${tenantId}`);
			}
			await expect(table.query({})).rejects.toThrow("requested without a tenant");
		} finally {
			dynamodb.stop();
		}
	});

	it("each object that an S3 client stores", async () => {
		const s3 = await startService(() => ({ status: 200, body: "" }));
		try {
			const signer = tenantSigner({ service: "s3", region, tenantCredentials: credentials(), uriEscapePath: false });
			const client = new S3Client({ region, endpoint: s3.url, forcePathStyle: true, signer });
			for (const tenantId of ["acme", "harbour", "acme"]) {
				const put = new PutObjectCommand({ Bucket: "exports", Key: `results/${tenantId}/1.csv`, Body: "a" });
				await as(tenantId, () => client.send(put));
			}
			expect(s3.asked.map(({ path, accessKeyId }) => [path.split("/")[3], accessKeyId])).toEqual([
				["acme", "KEY-acme"],
				["harbour", "KEY-harbour"],
				["acme", "KEY-acme"],
			]);
		} finally {
			s3.stop();
		}
	});

	it("a recording's URL", async () => {
		const files = createFileSigner({ region, bucket: "recordings", tenantCredentials: credentials() });
		const file = { contentType: "audio/wav", fileName: "a.wav", disposition: "inline", ttlSeconds: 900 } as const;
		for (const tenantId of ["acme", "harbour", "acme"]) {
			const url = new URL(await as(tenantId, () => files.presign({ ...file, objectKey: `${tenantId}/a.wav` })));
			expect(url.searchParams.get("X-Amz-Credential")).toMatch(new RegExp(`^KEY-${tenantId}/`));
			expect(url.searchParams.get("X-Amz-Security-Token")).toBe(`token-${tenantId}`);
		}
	});
});
