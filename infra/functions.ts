import type { Permission } from "./constructs/permissions.ts";

export interface FunctionSpec {
	/**
	 * `tenant`: works for one tenant at a time, and accesses data with a role that is bound to that tenant
	 * (docs/decisions/008). `system`: works for all tenants, on behalf of no caller.
	 */
	serves: "tenant" | "system";
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

/** Every function of the product, by its file under functions/: its resources and permissions. */
export const functions = {
	"api/get-me": { ...api, allow: ["read-records"] },
	"api/get-search-options": {
		...api,
		allow: searching,
		memoryMb: 1769,
	},
	"api/search-call-histories": {
		...api,
		allow: [...searching, "put-records"],
		memoryMb: 1769,
		reserved: 100,
	},
	"api/get-call-history": { ...api, allow: ["read-records", "put-records"] },
	"api/correct-call-history": { ...api, allow: correcting },
	// A hundred transactions take half a second of a whole CPU.
	"api/correct-call-histories": {
		...api,
		allow: [...correcting, "count-calls"],
		memoryMb: 1769,
	},
	"api/list-corrections": { ...api, allow: ["read-records", "query-records"] },
	"api/open-recording": {
		...api,
		allow: ["read-records", "put-records", "read-recordings"],
	},
	"api/list-record-accesses": { ...api, allow: ["read-records", "query-records"] },
	"api/list-access-trail": { ...api, allow: ["read-records", "query-indexes"] },
	"api/create-async-search": {
		...api,
		allow: ["read-records", "query-records", "put-records", "delete-records", "count-calls", "start-workflow"],
	},
	"api/list-async-searches": { ...api, allow: ["read-records", "query-records"] },
	"api/get-async-search": { ...api, allow: ["read-records"] },
	"api/change-async-search": { ...api, allow: ["read-records", "put-records", "update-records"] },
	"api/delete-async-search": {
		...api,
		allow: ["read-records", "delete-records", "delete-exports", "list-pieces", "list-results", "stop-workflow"],
	},
	"api/rerun-async-search": {
		...api,
		allow: ["read-records", "put-records", "update-records", "count-calls", "start-workflow"],
	},
	"api/open-async-search-file": {
		...api,
		allow: ["read-records", "put-records", "read-results"],
	},
	"api/get-email": { ...api, allow: ["read-records"] },
	"api/set-email": {
		...api,
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
		allow: ["read-records", "query-records", "put-records", "delete-records"],
	},
	"api/send-test-email": {
		...api,
		allow: ["read-records", "put-records", "count-calls", "send-mail"],
	},
	"api/list-saved-searches": { ...api, allow: ["read-records", "query-records"] },
	"api/create-saved-search": { ...api, allow: ["read-records", "put-records"] },
	"api/replace-saved-search": { ...api, allow: ["read-records", "put-records"] },
	"api/delete-saved-search": {
		...api,
		allow: ["read-records", "put-records", "delete-records"],
	},

	"workflow/mark-processing": { ...task, allow: ["update-records"] },
	"workflow/plan-partitions": {
		...task,
		allow: ["read-records", "query-records", "query-indexes", "update-records", "write-pieces"],
		timeoutSeconds: 120,
	},
	"workflow/export-partition": {
		...task,
		allow: ["query-records", "query-indexes", "update-records", "read-pieces", "write-pieces"],
		memoryMb: 1769,
		timeoutSeconds: 900,
		// Five searches at full width, so that exports leave concurrency for people at the screen.
		reserved: 40,
	},
	"workflow/assemble-file": {
		...task,
		allow: ["read-pieces", "write-results"],
		memoryMb: 1769,
		timeoutSeconds: 900,
		// What a merge reads becomes garbage at once; three semi-spaces of 16 MB are enough, and as fast as of 64 MB.
		nodeOptions: "--max-semi-space-size=16",
	},
	"workflow/mark-completed": {
		...task,
		allow: ["update-records", "delete-exports", "list-pieces", "list-results"],
	},
	"workflow/mark-failed": {
		...task,
		allow: ["update-records", "delete-exports", "list-pieces"],
	},
	"workflow/send-outcome-mail": {
		...task,
		allow: ["read-records", "update-records", "send-mail"],
	},

	"events/intake": {
		...event,
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
		allow: ["read-records", "update-records", "delete-exports", "list-pieces", "send-mail"],
	},
	"events/sweep": {
		...event,
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
		allow: ["read-changes", "send-retention-tasks", "publish-events", "write-seals"],
	},
	"events/retention": {
		...event,
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
	"events/issue-token": { ...event, allow: [], memoryMb: 256, timeoutSeconds: 5 },
} as const satisfies Record<string, FunctionSpec>;

export type FunctionName = keyof typeof functions;
export const functionNames = Object.keys(functions) as FunctionName[];

export function functionSpec(name: FunctionName): FunctionSpec {
	return functions[name];
}
