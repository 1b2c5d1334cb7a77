import type { StageConfig } from "./stage-config.ts";

/** The accounts, names and certificates are examples: operators replace them here, and nowhere else. */
export const stages = {
	dev: {
		account: "111111111111",
		region: "ap-northeast-1",
		domainName: "rireki-dev.example.com",
		certificateArn: "arn:aws:acm:us-east-1:111111111111:certificate/00000000-0000-0000-0000-000000000000",
		loginPrefix: "rireki-dev-example",
		mail: { domain: "rireki-dev.example.com", from: "no-reply@rireki-dev.example.com" },
		alarmEmails: [],
		monthlyBudgetUsd: 100,
		diallerRoleArns: [],
		subscribers: [],
		operatorRoleArns: [],
		logRetentionDays: 30,
		apiRate: { perSecond: 50, burst: 100 },
		intakeConcurrency: 2,
		reserveConcurrency: false,
		cursorKeyVersion: 1,
		originKeyVersions: [1],
		keepData: false,
		developmentOrigins: ["http://localhost:5173"],
		identityProviders: [],
		webClients: [
			{
				name: "wallboard",
				callbackUrls: ["https://wallboard.example.com/login"],
				logoutUrls: ["https://wallboard.example.com/"],
			},
		],
		machines: [{ name: "nightly-report", tenant: "acme", account: "nightly-report" }],
	},
	prod: {
		account: "222222222222",
		region: "ap-northeast-1",
		domainName: "rireki.example.com",
		certificateArn: "arn:aws:acm:us-east-1:222222222222:certificate/00000000-0000-0000-0000-000000000000",
		loginPrefix: "rireki-example",
		mail: { domain: "rireki.example.com", from: "no-reply@rireki.example.com" },
		alarmEmails: ["operations@example.com"],
		monthlyBudgetUsd: 1000,
		diallerRoleArns: ["arn:aws:iam::333333333333:role/dialler"],
		subscribers: [{ queueArn: "arn:aws:sqs:ap-northeast-1:333333333333:dialler-events" }],
		operatorRoleArns: ["arn:aws:iam::222222222222:role/operator"],
		logRetentionDays: 365,
		apiRate: { perSecond: 300, burst: 600 },
		intakeConcurrency: 20,
		reserveConcurrency: true,
		cursorKeyVersion: 1,
		originKeyVersions: [1],
		keepData: true,
		developmentOrigins: [],
		identityProviders: [],
		webClients: [],
		machines: [],
	},
} as const satisfies Record<string, StageConfig>;

/** @throws if there is no such stage */
export function stageConfig(name: string): StageConfig {
	const config: StageConfig | undefined = (stages as Record<string, StageConfig>)[name];
	if (!config) throw new Error(`There is no stage "${name}": infra/config.ts has ${Object.keys(stages).join(", ")}`);
	return config;
}
