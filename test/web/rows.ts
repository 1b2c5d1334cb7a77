import type { Row } from "../../shared/search/answer.ts";
import type { Console } from "./console.ts";

/** The rows of a day that the API finds for an account. @param more other conditions, the order and the page */
export async function rowsOf({ api }: Console, account: string, day: string, more: object): Promise<Row[]> {
	const period = { from: `${day}T00:00`, to: `${day}T24:00` };
	return (await api(account, "POST", "/call-histories/search", { period, ...more })).body.rows;
}

/** The ids of yesterday's records of a campaign that `sv01` may correct, or may not. */
export async function yesterdays(
	the: Console,
	campaignId: string,
	{ allowed }: { allowed: boolean },
): Promise<string[]> {
	const rows = await rowsOf(the, "sv01", the.yesterday, { campaignIds: [campaignId], page: { size: 1000 } });
	return rows.filter(({ editable }) => editable.allowed === allowed).map(({ callId }) => callId);
}
