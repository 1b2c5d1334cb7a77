import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { type Console, follow, hitsOf, searchPath } from "../console.ts";
import { yesterdays } from "../rows.ts";

/** The manual's 2.2. */
export function correctionJourneys(the: () => Console) {
	/** Yesterday's records of a campaign with results. */
	const records = (allowed: boolean) => yesterdays(the(), "c01", { allowed });
	const edit = async (page: Page) => {
		await page.getByRole("button", { name: "編集" }).click();
		return page.getByLabel("メモ");
	};
	const save = async (page: Page) => {
		await page.getByRole("button", { name: "保存", exact: true }).click();
		await page.getByRole("dialog").getByText("保存しますか?").waitFor();
		await page.getByRole("button", { name: "OK" }).click();
	};

	describe("a correction", () => {
		test("is made by 編集 → 保存 → 「保存しますか?」 → OK, and appears in the history of corrections", async () => {
			const [callId] = await records(true);
			const page = await the().enter({ path: `/call-histories/${callId}` });
			const memo = await edit(page);
			await memo.fill("折り返しのご希望あり。𠮷田様");
			await page.getByText("14 / 5,000字").waitFor();
			await page.getByRole("radio", { name: "その他" }).check();
			await page.getByRole("radio", { name: "完了" }).check();
			await page.getByLabel("電話番号(その他)").fill("０９０-1234-5678");
			await page.getByRole("button", { name: "対話結果" }).click();
			await page.getByRole("option", { name: "継続了承" }).click();
			await page.getByLabel(/修正理由/).fill("本人からの申告");
			await save(page);
			await page.getByText("応対履歴を保存しました。").waitFor();
			const saved = (await the().api("sv01", "GET", `/call-histories/${callId}`)).body;
			expect(saved).toMatchObject({
				memo: "折り返しのご希望あり。𠮷田様",
				talkedWith: "other",
				altPhone: "09012345678",
				resultLabel: "継続了承",
				nextAction: { type: "done" },
			});
			await page.getByText("田中 花子さんが修正").waitFor();
			await page.getByText("理由: 本人からの申告").waitFor();
		});

		test("with a redial needs a time that the API accepts, and shows what is wrong with another", async () => {
			const [, callId] = await records(true);
			const page = await the().enter({ path: `/call-histories/${callId}` });
			await edit(page);
			await page.getByRole("radio", { name: "再発信日時設定" }).check();
			await page.getByLabel("再発信日時 日付").fill("2020/01/01");
			await page.getByLabel("再発信日時 時刻").fill("0930");
			await save(page);
			await page.getByText("再発信日時には、現在より後の日時を指定してください。").waitFor();
			expect(await page.getByLabel("再発信日時 時刻").inputValue()).toBe("09:30");
		});

		test("is refused with the reason where a newer call exists", async () => {
			const [callId] = await records(false);
			const page = await the().enter({ path: `/call-histories/${callId}` });
			await page.getByText("過去の履歴のため修正できません。").waitFor();
			expect(await page.getByRole("button", { name: "編集" }).isDisabled()).toBe(true);
		});

		test("that somebody overtook shows what they changed, and keeps what was typed", async () => {
			const [, , callId] = await records(true);
			const path = `/call-histories/${callId}`;
			const page = await the().enter({ path });
			const memo = await edit(page);
			await memo.fill("こちらの入力");
			const { etag } = await the().api("admin", "GET", path);
			const theirs = { memo: "先に保存されたメモ", altPhone: "0312349999" };
			await the().api("admin", "PATCH", path, theirs, { "if-match": etag });
			await save(page);
			await page.getByText("編集中に、この応対履歴が更新されました").waitFor();
			await page.getByText("渡邉 和子さんが").waitFor();
			await page.getByRole("cell", { name: "先に保存されたメモ" }).waitFor();
			expect(await memo.inputValue()).toBe("こちらの入力");
			expect(await page.getByLabel("電話番号(その他)").inputValue()).toBe("0312349999");
			await save(page);
			await page.getByText("応対履歴を保存しました。").waitFor();
			const { body } = await the().api("admin", "GET", path);
			expect(body).toMatchObject({ memo: "こちらの入力", altPhone: "0312349999" });
		});

		test("refuses a memo over 5,000 characters, and asks before it discards what was typed", async () => {
			const [, , , callId] = await records(true);
			const page = await the().enter({ path: searchPath(the().yesterday) });
			await hitsOf(page);
			await follow(page, `/call-histories/${callId}`);
			const memo = await edit(page);
			await memo.fill("𠮷".repeat(5001));
			await page.getByRole("button", { name: "保存", exact: true }).click();
			await page.getByText("メモは5,000字以内で入力してください。").waitFor();
			await page.getByRole("link", { name: "応対履歴の一覧へ戻る" }).click();
			await page.getByRole("dialog").getByText("編集内容を破棄しますか?").waitFor();
			await page.getByRole("button", { name: "キャンセル" }).last().click();
			expect((await memo.inputValue()).length).toBe(10_002);
			await page.getByRole("link", { name: "応対履歴の一覧へ戻る" }).click();
			await page.getByRole("button", { name: "破棄する" }).click();
			await page.waitForURL("**/call-histories?from=**");
		});

		test("survives a session that ends while somebody types", async () => {
			const [, , , , callId] = await records(true);
			const page = await the().enter({ path: `/call-histories/${callId}` });
			await (await edit(page)).fill("セッション切れの前の入力");
			await page.route("**/v1/**", (route) => route.fulfill({ status: 401, json: { message: "Unauthorized" } }));
			await save(page);
			await page.getByText("セッションの有効期限が切れました").waitFor();
			await page.unroute("**/v1/**");
			await page.getByRole("button", { name: "ログイン" }).click();
			await page.getByRole("link", { name: /田中 花子/ }).click();
			await expect
				.poll(() => page.getByLabel("メモ").inputValue(), { timeout: 15_000 })
				.toBe("セッション切れの前の入力");
			await save(page);
			await page.getByText("応対履歴を保存しました。").waitFor();
		});

		test("offers no result in a campaign without result entry", async () => {
			const [callId] = await yesterdays(the(), "c05", { allowed: true });
			const page = await the().enter({ path: `/call-histories/${callId}` });
			await edit(page);
			expect(await page.getByRole("button", { name: "対話結果" }).count()).toBe(0);
		});
	});
}
