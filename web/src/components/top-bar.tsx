import Button from "@cloudscape-design/components/button";
import { Link } from "react-router";
import { useMe } from "../api/caller.ts";
import { AccountMenu } from "./account-menu.tsx";
import { useTexts } from "./language.tsx";
import { LanguageSwitch } from "./language-switch.tsx";

const texts = {
	ja: {
		product: "応対履歴",
		menu: "メニューを開閉",
		roles: { agent: "エージェント", supervisor: "スーパバイザ", admin: "管理者" },
	},
	en: {
		product: "Call histories",
		menu: "Open or close the menu",
		roles: { agent: "Agent", supervisor: "Supervisor", admin: "Administrator" },
	},
};

export function TopBar({ isOpen, onMenu }: { isOpen: boolean; onMenu: () => void }) {
	const t = useTexts(texts);
	const me = useMe();
	return (
		<header className="rk-top">
			<span className="rk-menu">
				<Button
					variant="icon"
					iconName="menu"
					ariaLabel={t.menu}
					ariaExpanded={isOpen}
					ariaControls="navigation"
					onClick={onMenu}
				/>
			</span>
			<Link className="rk-brand" to="/" aria-label={`Rireki ${t.product}`}>
				<img src={`${import.meta.env.BASE_URL}icon.svg`} alt="" width="28" height="28" />
				<b className="rk-wordmark">Rireki</b>
				<span className="rk-roomy">{t.product}</span>
			</Link>
			<span className="rk-tenant rk-roomy">
				{me.tenantName} · {t.roles[me.role]}
			</span>
			<LanguageSwitch />
			<AccountMenu />
		</header>
	);
}
