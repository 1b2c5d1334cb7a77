import type { Env } from "../shared/platform/env.ts";
import type { Permission } from "./constructs/permissions.ts";

/**
 * Environment variables that CDK sets. The region comes from Lambda, endpoints are for emulators, roles follow from `serves`, and
 * origin keys from `edgeOnly`.
 */
export type EnvName = Exclude<keyof Env, "AWS_REGION" | "TENANT_ROLE_ARN" | "ORIGIN_KEYS" | `${string}_ENDPOINT`>;

export interface FunctionSpec {
	/**
	 * `tenant`: works for one tenant at a time, and reaches data by a role that is bound to that tenant
	 * (docs/decisions/008). `system`: works for all of them, on behalf of no caller.
	 */
	serves: "tenant" | "system";
	env: readonly EnvName[];
	allow: readonly Permission[];
	/** 1,769 MB are one whole CPU. */
	memoryMb: number;
	timeoutSeconds: number;
	/** For Node.js. */
	nodeOptions?: string;
	/** Answers only what comes through CloudFront (docs/decisions/014). */
	edgeOnly?: true;
	/** Reserved concurrency: a guaranteed share, and a limit. */
	reserved?: number;
}

// An HTTP API waits 30 s; there is no point in running longer.
const api = { serves: "tenant", edgeOnly: true, memoryMb: 1024, timeoutSeconds: 29 } as const;
const task = { serves: "tenant", memoryMb: 512, timeoutSeconds: 60 } as const;
const event = { serves: "system", memoryMb: 512, timeoutSeconds: 60 } as const;
const mail = ["MAIL_FROM", "MAIL_CONFIGURATION_SET", "CONSOLE_URL"] as const;

/** Permissions for work that more than one function does. */
const searching = ["read-records", "query-records", "query-indexes", "read-packs"] as const;
const correcting = [
	"read-records",
	"get-records",
	"query-records",
	"put-records",
	"update-records",
	"check-records",
] as const;

/** Every function of the product, by its file under functions/: what it gets, and what it may do. */
export const functions = {
	"api/get-me": { ...api, env: ["TABLE_NAME"], allow: ["read-records"] },
	"api/get-search-options": {
		...api,
		env: ["TABLE_NAME", "PACKS_BUCKET"],
		allow: searching,
		memoryMb: 1769,
	},
	"api/search-call-histories": {
		...api,
		env: ["TABLE_NAME", "PACKS_BUCKET", "CURSOR_KEY"],
		allow: [...searching, "put-records"],
		memoryMb: 1769,
		reserved: 100,
	},
	"api/get-call-history": { ...api, env: ["TABLE_NAME"], allow: ["read-records", "put-records"] },
	"api/correct-call-history": { ...api, env: ["TABLE_NAME"], allow: correcting },
	// A hundred transactions are half a second of a whole CPU.
	"api/correct-call-histories": {
		...api,
		env: ["TABLE_NAME"],
		allow: [...correcting, "count-calls"],
		memoryMb: 1769,
	},
	"api/list-corrections": { ...api, env: ["TABLE_NAME", "CURSOR_KEY"], allow: ["read-records", "query-records"] },
	"api/open-recording": {
		...api,
		env: ["TABLE_NAME", "RECORDINGS_BUCKET"],
		allow: ["read-records", "put-records", "read-recordings"],
	},
	"api/list-record-accesses": { ...api, env: ["TABLE_NAME", "CURSOR_KEY"], allow: ["read-records", "query-records"] },
	"api/list-access-trail": { ...api, env: ["TABLE_NAME", "CURSOR_KEY"], allow: ["read-records", "query-indexes"] },
	"api/create-async-search": {
		...api,
		env: ["TABLE_NAME", "ASYNC_SEARCH_STATE_MACHINE_ARN"],
		allow: ["read-records", "query-records", "put-records", "delete-records", "count-calls", "start-workflow"],
	},
	"api/list-async-searches": { ...api, env: ["TABLE_NAME"], allow: ["read-records", "query-records"] },
	"api/get-async-search": { ...api, env: ["TABLE_NAME"], allow: ["read-records"] },
	"api/change-async-search": { ...api, env: ["TABLE_NAME"], allow: ["read-records", "put-records", "update-records"] },
	"api/delete-async-search": {
		...api,
		env: ["TABLE_NAME", "EXPORTS_BUCKET", "ASYNC_SEARCH_STATE_MACHINE_ARN"],
		allow: ["read-records", "delete-records", "delete-exports", "list-pieces", "list-results", "stop-workflow"],
	},
	"api/rerun-async-search": {
		...api,
		env: ["TABLE_NAME", "ASYNC_SEARCH_STATE_MACHINE_ARN"],
		allow: ["read-records", "put-records", "update-records", "count-calls", "start-workflow"],
	},
	"api/open-async-search-file": {
		...api,
		env: ["TABLE_NAME", "EXPORTS_BUCKET"],
		allow: ["read-records", "put-records", "read-results"],
	},
	"api/get-email": { ...api, env: ["TABLE_NAME"], allow: ["read-records"] },
	"api/set-email": {
		...api,
		env: ["TABLE_NAME", ...mail],
		allow: [
			"read-records",
			"query-records",
			"put-records",
			"check-records",
			"delete-records",
			"count-calls",
			"send-mail",
		],
	},
	"api/confirm-email": {
		...api,
		env: ["TABLE_NAME"],
		allow: ["read-records", "query-records", "put-records", "delete-records"],
	},
	"api/send-test-email": {
		...api,
		env: ["TABLE_NAME", ...mail],
		allow: ["read-records", "put-records", "count-calls", "send-mail"],
	},
	"api/list-saved-searches": { ...api, env: ["TABLE_NAME"], allow: ["read-records", "query-records"] },
	"api/create-saved-search": { ...api, env: ["TABLE_NAME"], allow: ["read-records", "put-records"] },
	"api/replace-saved-search": { ...api, env: ["TABLE_NAME"], allow: ["read-records", "put-records"] },
	"api/delete-saved-search": {
		...api,
		env: ["TABLE_NAME"],
		allow: ["read-records", "put-records", "delete-records"],
	},

	"workflow/mark-processing": { ...task, env: ["TABLE_NAME"], allow: ["update-records"] },
	"workflow/plan-partitions": {
		...task,
		env: ["TABLE_NAME", "EXPORTS_BUCKET"],
		allow: ["read-records", "query-records", "query-indexes", "update-records", "write-pieces"],
		timeoutSeconds: 120,
	},
	"workflow/export-partition": {
		...task,
		env: ["TABLE_NAME", "EXPORTS_BUCKET"],
		allow: ["query-records", "query-indexes", "update-records", "read-pieces", "write-pieces"],
		memoryMb: 1769,
		timeoutSeconds: 900,
		// Five searches at full width, so that exports leave concurrency for people at the screen.
		reserved: 40,
	},
	"workflow/assemble-file": {
		...task,
		env: ["EXPORTS_BUCKET"],
		allow: ["read-pieces", "write-results"],
		memoryMb: 1769,
		timeoutSeconds: 900,
		// A merge turns what it reads into garbage at once; three semi-spaces of 16 MB are enough, and as fast as with 64.
		nodeOptions: "--max-semi-space-size=16",
	},
	"workflow/mark-completed": {
		...task,
		env: ["TABLE_NAME", "EXPORTS_BUCKET"],
		allow: ["update-records", "delete-exports", "list-pieces", "list-results"],
	},
	"workflow/mark-failed": {
		...task,
		env: ["TABLE_NAME", "EXPORTS_BUCKET"],
		allow: ["update-records", "delete-exports", "list-pieces"],
	},
	"workflow/send-outcome-mail": {
		...task,
		env: ["TABLE_NAME", ...mail],
		allow: ["read-records", "update-records", "send-mail"],
	},

	"events/intake": {
		...event,
		env: ["TABLE_NAME", "INTAKE_QUEUE_URL", "INTAKE_DEAD_LETTER_QUEUE_URL", "EVENT_BUS_NAME"],
		allow: [
			"read-records",
			"get-records",
			"put-records",
			"update-records",
			"delete-records",
			"take-in-events",
			"publish-events",
		],
		memoryMb: 1024,
		timeoutSeconds: 30,
	},
	"events/execution-closed": {
		...event,
		env: ["TABLE_NAME", "EXPORTS_BUCKET", ...mail],
		allow: ["read-records", "update-records", "delete-exports", "list-pieces", "send-mail"],
	},
	"events/sweep": {
		...event,
		env: ["TABLE_NAME", "EXPORTS_BUCKET", "ASYNC_SEARCH_STATE_MACHINE_ARN", ...mail],
		allow: [
			"read-records",
			"query-indexes",
			"update-records",
			"put-records",
			"delete-exports",
			"list-pieces",
			"list-results",
			"send-mail",
			"start-workflow",
			"stop-workflow",
			"watch-workflow",
		],
		timeoutSeconds: 240,
		reserved: 1,
	},
	"events/pack": {
		...event,
		env: ["TABLE_NAME", "PACKS_BUCKET"],
		allow: [
			"read-records",
			"query-records",
			"query-indexes",
			"put-records",
			"update-records",
			"check-records",
			"delete-records",
			"delete-records-at-once",
			"write-packs",
		],
		memoryMb: 1769,
		// After ten minutes a run starts nothing new, but finishes what it has begun.
		timeoutSeconds: 900,
		// A run starts every five minutes and may take fifteen; the rest is for retries.
		reserved: 5,
	},
	"events/changes": {
		...event,
		env: ["RETENTION_QUEUE_URL", "EVENT_BUS_NAME", "TRAIL_SEALS_BUCKET"],
		allow: ["read-changes", "send-retention-tasks", "publish-events", "write-seals"],
	},
	"events/retention": {
		...event,
		env: ["TABLE_NAME", "RETENTION_QUEUE_URL", "RECORDINGS_BUCKET"],
		allow: [
			"read-records",
			"query-records",
			"query-indexes",
			"put-records",
			"update-records",
			"delete-records",
			"delete-records-at-once",
			"delete-recordings",
			"list-recordings",
			"do-retention-tasks",
			"send-retention-tasks",
		],
		timeoutSeconds: 120,
	},
	"events/issue-token": { ...event, env: ["IDENTITY_PROVIDERS"], allow: [], memoryMb: 256, timeoutSeconds: 5 },
} as const satisfies Record<string, FunctionSpec>;

export type FunctionName = keyof typeof functions;
export const functionNames = Object.keys(functions) as FunctionName[];

export function functionSpec(name: FunctionName): FunctionSpec {
	return functions[name];
}
