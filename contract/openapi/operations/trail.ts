import { query as dayQuery } from "../../../functions/api/list-access-trail.ts";
import { query as recordQuery } from "../../../functions/api/list-record-accesses.ts";
import { accessTrailSchema, recordAccessesSchema } from "../../../shared/trail/answer.ts";
import { accessTrailExample, recordAccessesExample } from "../examples.ts";
import type { Operations } from "../operation.ts";
import { callIdPath } from "./path.ts";

export const trailOperations = {
	"list-record-accesses": {
		tag: "Trail",
		summary: "List the accesses to a call history",
		description:
			"Who opened the details (`detail`, once for each account and day), listened to the recording (`recording`, `inline`), downloaded it (`attachment`), or corrected the record, the latest first. " +
			"A hundred entries at a time, or as many as an answer holds. For administrators. The entries live as long as the record.",
		path: callIdPath,
		query: recordQuery,
		answer: { description: "A page of entries", schema: recordAccessesSchema, example: recordAccessesExample },
		problems: ["invalid-request", "cursor-invalid", "admin-only", "not-found", "call-history-not-found"],
	},
	"list-access-trail": {
		tag: "Trail",
		summary: "List the access trail of a day",
		description:
			"Who searched what, asked for which asynchronous search, downloaded which file, opened which details (the first time that day), listened to or downloaded which recording, and " +
			"corrected what, on a day (JST), the latest first, a hundred entries at a time, or as many as an answer holds. With `accountId` or `kind`, a page may be empty and still have a `nextCursor`. For administrators. Entries of records live as " +
			"long as their records, all others for 90 days.",
		query: dayQuery,
		answer: { description: "A page of entries", schema: accessTrailSchema, example: accessTrailExample },
		problems: ["invalid-request", "cursor-invalid", "admin-only"],
	},
} as const satisfies Operations;
