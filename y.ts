import { launchBrowser, openContext } from "./test/support/browser.ts";
const b = await launchBrowser(); const c = await openContext(b); const p = await c.newPage();
await p.goto("http://127.0.0.1:3456/console/");
await p.getByRole("button", { name: "ログイン" }).click();
await p.getByRole("link", { name: /田中 花子/ }).click();
await p.getByRole("button", { name: "検索", exact: true }).waitFor();
console.log(await p.locator(".rk-moment").first().evaluate((e) => e.innerHTML.replace(/<svg.*?<\/svg>/g,"").slice(0, 6000)));
await b.close();
