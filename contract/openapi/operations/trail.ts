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
			"Who opened the details (`detail`, once for each account and day), played a recording (`recording`, `inline`), " +
			"downloaded it (`attachment`), or corrected the record; latest first. A hundred entries to a page, or as many " +
			"as an answer can hold. For administrators. The entries are kept as long as the record.",
		path: callIdPath,
		query: recordQuery,
		answer: { description: "A page of entries", schema: recordAccessesSchema, example: recordAccessesExample },
		problems: ["invalid-request", "cursor-invalid", "admin-only", "not-found", "call-history-not-found"],
	},
	"list-access-trail": {
		tag: "Trail",
		summary: "List the access trail of a day",
		description:
			"Who searched for what, requested which asynchronous search, downloaded which file, opened which details (the " +
			"first time that day), played or downloaded which recording, and corrected what, on a day (JST); latest first. " +
			"A hundred entries to a page, or as many as an answer can hold. With `accountId` or `kind`, a page may be " +
			"empty and still have a `nextCursor`. For administrators. Entries about a record are kept as long as the " +
			"record, all others for 90 days.",
		query: dayQuery,
		answer: { description: "A page of entries", schema: accessTrailSchema, example: accessTrailExample },
		problems: ["invalid-request", "cursor-invalid", "admin-only"],
	},
} as const satisfies Operations;
