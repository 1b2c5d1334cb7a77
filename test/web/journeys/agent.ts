import { describe, expect, test } from "vitest";
import { type Console, follow, hitsOf } from "../console.ts";

/** The manual's chapter 3. */
export function agentJourneys(the: () => Console) {
	const path = (day: string) => `/me/call-histories?from=${day}T00:00&to=${day}T24:00`;
	const own = async (day: string) => {
		const body = { period: { from: `${day}T00:00`, to: `${day}T24:00` }, page: { size: 1000 } };
		return (await the().api("ag01", "POST", "/call-histories/search", body)).body.rows;
	};
	/** A day before today on which this agent took calls. */
	const earlier = async () => {
		for (let back = 1; back < 10; back++) {
			const day = the().daysAgo(back);
			const rows = await own(day);
			if (rows.length > 0) return { day, rows };
		}
		throw new Error("ag01 has not taken a call for days");
	};

	describe("an agent", () => {
		test("sees their own calls, and corrects one of today", async () => {
			const rows = await own(the().today);
			const page = await the().enter({ account: "ag01", path: path(the().today) });
			expect(await hitsOf(page)).toBe(rows.length);
			const { callId } = rows.find((row: { editable: { allowed: boolean } }) => row.editable.allowed);
			await follow(page, `/me/call-histories/${callId}`);
			await page.getByRole("button", { name: "編集" }).click();
			await page.getByLabel("メモ").fill("本人による当日の修正");
			await page.getByRole("button", { name: "保存", exact: true }).click();
			await page.getByRole("button", { name: "OK" }).click();
			await page.getByText("応対履歴を保存しました。").waitFor();
			await page.getByText("鈴木 一郎さんが修正").waitFor();
		});

		test("is referred to a supervisor for a call of another day", async () => {
			const { day, rows } = await earlier();
			const page = await the().enter({ account: "ag01", path: path(day) });
			await hitsOf(page);
			const row = rows.find(({ editable }: { editable: { reason: string } }) => editable.reason === "not-today");
			await follow(page, `/me/call-histories/${row.callId}`);
			await page.getByText("修正はスーパバイザにご依頼ください。").waitFor();
			expect(await page.getByRole("button", { name: "編集" }).isDisabled()).toBe(true);
		});

		test("does not find another agent's call", async () => {
			const body = { period: { from: `${the().today}T00:00`, to: `${the().today}T24:00` }, agentIds: ["ag02"] };
			const { rows } = (await the().api("admin", "POST", "/call-histories/search", body)).body;
			const page = await the().enter({ account: "ag01", path: `/me/call-histories/${rows[0].callId}` });
			await page.getByText("応対履歴が見つかりません。").waitFor();
		});
	});
}
