import { demoTenants } from "../demo/tenants.ts";

const roleNames = { admin: "管理者", supervisor: "スーパバイザ", agent: "エージェント" } as const;
/** How many agents of a tenant are listed; any other account can be typed in. */
const agentsShown = 3;

/** Replaces Cognito's login page: choose an account, without a password. `query` is the console's query string. */
export function loginPage(query: string, now: Date): string {
	const tenants = demoTenants(now).map(({ tenantId, name, staff, agents, outboundOption }) => {
		const accounts = [...staff, ...agents.slice(0, agentsShown)];
		const items = accounts.map(({ accountId, name: person, role }) => {
			const choice = new URLSearchParams({ tenant: tenantId, account: accountId, role });
			const url = `/authorize?${escapeHtml(`${query}&${choice}`)}`;
			const text = `<b>${escapeHtml(person)}</b><span>${roleNames[role]}</span><code>${accountId}</code>`;
			return `<li><a href="${url}">${text}</a></li>`;
		});
		const note = outboundOption ? "" : "<small>アウトバウンドオプションの契約なし</small>";
		return `<section><h2>${escapeHtml(name)} <code>${tenantId}</code>${note}</h2><ul>${items.join("")}</ul></section>`;
	});
	const hidden = [...new URLSearchParams(query)].map(
		([key, value]) => `<input type="hidden" name="${escapeHtml(key)}" value="${escapeHtml(value)}">`,
	);
	return `<!doctype html>
<html lang="ja">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>アカウントの選択 - Rireki</title>
<link rel="icon" href="data:,">
<style>${style}</style>
</head>
<body>
<main>
<h1>アカウントの選択</h1>
<p>デモ環境です。パスワードは不要です。ログインするアカウントを選択してください。</p>
${tenants.join("\n")}
<section>
<h2>その他のアカウント</h2>
<form action="/authorize">
${hidden.join("")}
<label>テナントID <input name="tenant" required autocomplete="off"></label>
<label>アカウントID <input name="account" required autocomplete="off"></label>
<button>ログイン</button>
</form>
</section>
</main>
</body>
</html>
`;
}

function escapeHtml(text: string): string {
	return text.replace(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`);
}

const style = `
body { margin: 0; background: #f4f6f8; color: #0f141a;
	font: 15px/1.6 "Hiragino Sans", "Noto Sans JP", "Yu Gothic UI", Meiryo, sans-serif; }
main { max-width: 60rem; margin: 0 auto; padding: 2rem 1rem; }
h1 { font-size: 1.5rem; margin: 0; } h2 { font-size: 1rem; margin: 1.5rem 0 .5rem; }
code { color: #424650; font-size: .85em; } small { margin-left: .75rem; font-weight: normal; color: #424650; }
ul { display: grid; grid-template-columns: repeat(auto-fill, minmax(15rem, 1fr)); gap: .5rem;
	list-style: none; margin: 0; padding: 0; }
a { display: grid; grid-template-columns: 1fr auto; padding: .6rem .9rem; background: #fff;
	border: 1px solid #b4b4bb; border-radius: .5rem; color: inherit; text-decoration: none; }
a span { grid-row: 2; color: #424650; font-size: .9em; } a code { grid-row: 1 / 3; grid-column: 2; align-self: center; }
a:hover, a:focus-visible { border-color: #006ce0; outline: 2px solid #006ce0; }
form { display: flex; flex-wrap: wrap; gap: .75rem; align-items: end; } label { display: grid; }
input, button { font: inherit; padding: .4rem .75rem; border: 1px solid #7d8998; border-radius: .5rem; }
button { background: #006ce0; border-color: #006ce0; color: #fff; cursor: pointer; }
`;
