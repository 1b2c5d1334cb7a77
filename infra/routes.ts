/** The whole API: method, path, and the file under `functions/api/` that serves it. */
export const routes = [
	{ method: "GET", path: "/v1/me", function: "get-me" },
	{ method: "GET", path: "/v1/me/email", function: "get-email" },
	{ method: "PUT", path: "/v1/me/email", function: "set-email" },
	{ method: "POST", path: "/v1/me/email/confirm", function: "confirm-email" },
	{ method: "POST", path: "/v1/me/email/test", function: "send-test-email" },
	{ method: "GET", path: "/v1/me/saved-searches", function: "list-saved-searches" },
	{ method: "POST", path: "/v1/me/saved-searches", function: "create-saved-search" },
	{ method: "PUT", path: "/v1/me/saved-searches/{savedSearchId}", function: "replace-saved-search" },
	{ method: "DELETE", path: "/v1/me/saved-searches/{savedSearchId}", function: "delete-saved-search" },
	{ method: "GET", path: "/v1/search-options", function: "get-search-options" },
	{ method: "POST", path: "/v1/call-histories/search", function: "search-call-histories" },
	{ method: "GET", path: "/v1/call-histories/{callId}", function: "get-call-history" },
	{ method: "PATCH", path: "/v1/call-histories/{callId}", function: "correct-call-history" },
	{ method: "POST", path: "/v1/call-histories/corrections", function: "correct-call-histories" },
	{ method: "GET", path: "/v1/call-histories/{callId}/corrections", function: "list-corrections" },
	{ method: "GET", path: "/v1/call-histories/{callId}/recording", function: "open-recording" },
	{ method: "GET", path: "/v1/call-histories/{callId}/accesses", function: "list-record-accesses" },
	{ method: "GET", path: "/v1/access-trail", function: "list-access-trail" },
	{ method: "POST", path: "/v1/async-searches", function: "create-async-search" },
	{ method: "GET", path: "/v1/async-searches", function: "list-async-searches" },
	{ method: "GET", path: "/v1/async-searches/{asyncSearchId}", function: "get-async-search" },
	{ method: "PATCH", path: "/v1/async-searches/{asyncSearchId}", function: "change-async-search" },
	{ method: "DELETE", path: "/v1/async-searches/{asyncSearchId}", function: "delete-async-search" },
	{ method: "POST", path: "/v1/async-searches/{asyncSearchId}/rerun", function: "rerun-async-search" },
	{ method: "GET", path: "/v1/async-searches/{asyncSearchId}/download", function: "open-async-search-file" },
] as const;

type Route = (typeof routes)[number];
export type ApiFunction = Route["function"];
