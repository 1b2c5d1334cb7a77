import { NavLink } from "react-router";
import { useMe } from "../api/caller.ts";
import { useTexts } from "./language.tsx";

const texts = {
	ja: {
		navigation: "メニュー",
		outbound: "アウトバウンド",
		callHistories: "応対履歴",
		results: "結果レポート",
		asyncSearches: "非同期検索",
		account: "マイアカウント",
		mailAddress: "メールアドレス",
		administration: "管理",
		trail: "アクセス記録",
	},
	en: {
		navigation: "Menu",
		outbound: "Outbound",
		callHistories: "Call histories",
		results: "Results",
		asyncSearches: "Asynchronous search",
		account: "My account",
		mailAddress: "E-mail address",
		administration: "Administration",
		trail: "Access log",
	},
};

/** The manual's two menus: アウトバウンド for supervisors and administrators, マイアカウント for everybody. */
export function Navigation({ isOpen }: { isOpen: boolean }) {
	const t = useTexts(texts);
	const { role } = useMe();
	const asyncSearches = { to: "/async-searches", text: t.asyncSearches };
	const own = { to: "/me/call-histories", text: t.callHistories };
	const mail = { to: "/me/email", text: t.mailAddress };
	const sections =
		role === "agent"
			? [{ title: t.account, links: [own, asyncSearches, mail] }]
			: [
					{
						title: t.outbound,
						links: [
							{ to: "/call-histories", text: t.callHistories },
							{ to: "/results", text: t.results },
							asyncSearches,
						],
					},
					{ title: t.account, links: [own, mail] },
				];
	if (role === "admin") {
		sections.push({ title: t.administration, links: [{ to: "/access-trail", text: t.trail }] });
	}
	return (
		<nav id="navigation" className={isOpen ? "rk-nav rk-open" : "rk-nav"} aria-label={t.navigation}>
			{sections.map(({ title, links }) => (
				<section key={title} aria-label={title}>
					<h2>{title}</h2>
					<ul>
						{links.map(({ to, text }) => (
							<li key={to}>
								<NavLink to={to}>{text}</NavLink>
							</li>
						))}
					</ul>
				</section>
			))}
		</nav>
	);
}
