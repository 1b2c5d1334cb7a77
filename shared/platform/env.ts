import * as z from "zod";

const endpoint = z.url().optional();

/** Every variable that a function may need; a function's own schema is a `pick` of these, and CDK is checked against it. */
export const envSchema = z.object({
	AWS_REGION: z.string().min(1),
	TABLE_NAME: z.string().min(3),
	RECORDINGS_BUCKET: z.string().min(3),
	INTAKE_QUEUE_URL: z.url(),
	INTAKE_DEAD_LETTER_QUEUE_URL: z.url(),
	/** 32 random bytes in base64: seals the cursors. */
	CURSOR_KEY: z.base64().refine((key) => Buffer.from(key, "base64").length === 32, "must be 32 bytes"),
	/** The role to reach a tenant's data by. Without it a function reaches them by its own role. */
	TENANT_ROLE_ARN: z.string().startsWith("arn:").optional(),
	DYNAMODB_ENDPOINT: endpoint,
	S3_ENDPOINT: endpoint,
	SQS_ENDPOINT: endpoint,
	SES_ENDPOINT: endpoint,
	STS_ENDPOINT: endpoint,
});

export type Env = z.infer<typeof envSchema>;
