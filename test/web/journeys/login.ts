import { describe, expect, test } from "vitest";
import { type Console, searchPath } from "../console.ts";

export function loginJourneys(the: () => Console) {
	describe("login", () => {
		test("uses the code flow with PKCE and the choice of an account, and leads to the requested page", async () => {
			const page = await the().open({ path: searchPath(the().today) });
			const [request] = await Promise.all([
				page.waitForRequest((one) => one.url().includes("/login?")),
				page.getByRole("button", { name: "ログイン" }).click(),
			]);
			const query = new URL(request.url()).searchParams;
			expect(query.get("response_type")).toBe("code");
			expect(query.get("code_challenge_method")).toBe("S256");
			await page.getByRole("link", { name: /田中 花子/ }).click();
			await page.getByRole("table").first().waitFor();
			expect(page.url()).toContain(searchPath(the().today).replaceAll(":", "%3A").split("?")[0]);
			expect(page.url()).not.toContain("code=");
			expect(await page.getByText("アクメ通販株式会社 · スーパバイザ").isVisible()).toBe(true);
		});

		test("leads supervisors to アウトバウンド and agents to マイアカウント", async () => {
			const supervisor = await the().enter({ anew: true });
			await supervisor.waitForURL("**/console/call-histories");
			expect(await supervisor.getByRole("navigation").innerText()).toContain("アウトバウンド");
			const agent = await the().enter({ account: "ag01", anew: true });
			await agent.waitForURL("**/console/me/call-histories");
			expect(await agent.getByRole("navigation").innerText()).not.toContain("アウトバウンド");
		});

		test("accepts any account by its id, and says why one may not use the console", async () => {
			const page = await the().open();
			await page.getByRole("button", { name: "ログイン" }).click();
			await page.getByLabel("テナントID").fill("green");
			await page.getByLabel("アカウントID").fill("admin");
			await page.getByRole("button", { name: "ログイン" }).click();
			await page.getByText("「アウトバウンド」オプションの契約が必要です").waitFor();
			expect(
				the()
					.faults.splice(0)
					.every((fault) => fault.includes("outbound-option-required")),
			).toBe(true);
			await page.getByRole("button", { name: "ログアウト" }).click();
			await page.getByRole("button", { name: "ログイン" }).waitFor();
		});

		test("ends by the account menu, or with a message when the API refuses the session", async () => {
			const page = await the().enter({ path: "/me/email", anew: true });
			await page.getByRole("button", { name: /アカウントメニュー/ }).click();
			await page.getByRole("menuitem", { name: "ログアウト" }).click();
			await page.getByRole("button", { name: "ログイン" }).waitFor();

			const other = await the().enter({ path: "/me/email" });
			await other.getByRole("button", { name: "保存" }).waitFor();
			await other.route("**/v1/**", (route) => route.fulfill({ status: 401, json: { message: "Unauthorized" } }));
			await other.getByRole("button", { name: "保存" }).click();
			await other.getByText("セッションの有効期限が切れました").waitFor();
		});

		test("is not required again for a link in a new tab, and ends in all tabs at once", async () => {
			const page = await the().enter({ path: "/me/email", anew: true });
			await page.getByRole("button", { name: "保存" }).waitFor();
			const tab = await page.context().newPage();
			await tab.goto(page.url());
			await tab.getByRole("button", { name: "保存" }).waitFor();
			await tab.getByRole("button", { name: /アカウントメニュー/ }).click();
			await tab.getByRole("menuitem", { name: "ログアウト" }).click();
			await page.getByRole("button", { name: "ログイン" }).waitFor();
			await tab.getByRole("button", { name: "ログイン" }).waitFor();
		});

		test("remembers the language", async () => {
			const page = await the().enter();
			await page.getByRole("button", { name: "English" }).click();
			await page.getByRole("heading", { name: "Call histories" }).waitFor();
			expect(await page.evaluate("document.documentElement.lang")).toBe("en");
			await page.reload();
			await page.getByRole("button", { name: "Search", exact: true }).waitFor();
			await page.getByRole("button", { name: "日本語" }).click();
			await page.getByRole("button", { name: "検索", exact: true }).waitFor();
		});
	});
}
