import createClient, { type Client } from "openapi-fetch";
import type { components, paths } from "./generated.d.ts";

type Schemas = components["schemas"];
type Row = Schemas["CallHistoryRow"];

/** Gets a machine's token from the `token_endpoint` of its issuer. Only the local stack needs the scope. */
export async function requestToken(
	endpoint: string,
	{ id, secret, scope }: { id: string; secret: string; scope?: string },
): Promise<string> {
	const response = await fetch(endpoint, {
		method: "POST",
		headers: { authorization: `Basic ${btoa(`${id}:${secret}`)}` },
		body: new URLSearchParams({ grant_type: "client_credentials", ...(scope ? { scope } : {}) }),
	});
	return ((await response.json()) as { access_token: string }).access_token;
}

export function clientOf(baseUrl: string, token: string): Client<paths> {
	return createClient<paths>({ baseUrl, headers: { authorization: `Bearer ${token}`, "accept-language": "en" } });
}

/** All rows that meet the conditions, or undefined if there are too many: a file is then made of them instead. */
export async function searchAll(
	client: Client<paths>,
	conditions: Schemas["SearchConditions"],
): Promise<Row[] | undefined> {
	const rows: Row[] = [];
	let cursor: string | null | undefined;
	do {
		const page: Schemas["Search"]["page"] = cursor ? { size: 1000, cursor } : { size: 1000 };
		const { data, error } = await client.POST("/v1/call-histories/search", { body: { ...conditions, page } });
		if (!data) {
			const body = problemIn(error)?.asyncSearch?.body;
			if (!body) throw new Error(textOf(error));
			await client.POST("/v1/async-searches", { body: { ...body, format: "plain" } });
			return undefined;
		}
		rows.push(...data.rows);
		cursor = data.nextCursor;
	} while (cursor);
	return rows;
}

/** Corrects a record in the version that was read, so it overwrites no other correction. @returns why it was refused */
export async function markDone(client: Client<paths>, callId: string): Promise<Schemas["ProblemCode"] | undefined> {
	const path = { callId };
	const { data, error: unread } = await client.GET("/v1/call-histories/{callId}", { params: { path } });
	if (!data) throw new Error(textOf(unread));
	if (!data.editable.allowed) return data.editable.reason;
	const header = { "If-Match": `"${data.version}"`, "Idempotency-Key": crypto.randomUUID() };
	const body: Schemas["Correction"] = { nextAction: { type: "done" }, reason: "本人から連絡あり" };
	const { data: corrected, error } = await client.PATCH("/v1/call-histories/{callId}", {
		params: { path, header },
		body,
	});
	const problem = problemIn(error);
	if (!corrected && !problem) throw new Error(textOf(error));
	return problem?.code;
}

/** The body of a refusal: a function's problem, a message of the gateway, or a page of the CDN. */
type Refusal = Schemas["Problem"] | Schemas["GatewayMessage"] | Schemas["FirewallProblem"] | string;

function problemIn(error: Refusal | undefined): Schemas["Problem"] | undefined {
	return typeof error === "object" && "instance" in error ? error : undefined;
}

function textOf(error: Refusal): string {
	if (typeof error === "string") return error;
	return "title" in error ? `${error.code}: ${error.title}` : error.message;
}

/** A heading for every column; a missing one is a type error. */
export const headings: Record<Schemas["Column"], string> = {
	callId: "ID",
	calledAt: "発信日時",
	campaignName: "キャンペーン",
	batchName: "バッチ",
	customerListName: "顧客リスト",
	callingGroupName: "発信グループ",
	callerId: "通知番号",
	name: "名前",
	kana: "フリガナ",
	phone: "電話番号",
	agentName: "発信担当者",
	talkedWith: "対話者",
	resultLabel: "対話結果",
	durationSeconds: "通話時間",
	nextAction: "次のアクション",
	memo: "メモ",
	createdAt: "作成日時",
	requestId: "リクエストID",
	recording: "録音",
	updatedAt: "更新日時",
	updatedByName: "更新者",
};
