import Button from "@cloudscape-design/components/button";
import ButtonDropdown from "@cloudscape-design/components/button-dropdown";
import { Link, useNavigate } from "react-router";
import { useMe } from "../api/caller.ts";
import { useSession } from "../features/session/session-context.tsx";
import { useTexts } from "./language.tsx";
import { LanguageSwitch } from "./language-switch.tsx";

const texts = {
	ja: {
		product: "応対履歴",
		menu: "メニューを開閉",
		account: "アカウントメニュー",
		logout: "ログアウト",
		mailAddress: "メールアドレス",
		roles: { agent: "エージェント", supervisor: "スーパバイザ", admin: "管理者" },
	},
	en: {
		product: "Call histories",
		menu: "Open or close the menu",
		account: "Account menu",
		logout: "Log out",
		mailAddress: "E-mail address",
		roles: { agent: "Agent", supervisor: "Supervisor", admin: "Administrator" },
	},
};

export function TopBar({ isOpen, onMenu }: { isOpen: boolean; onMenu: () => void }) {
	const t = useTexts(texts);
	const me = useMe();
	const session = useSession();
	const navigate = useNavigate();
	const act: Record<string, () => void> = { logout: () => void session.logout(), mail: () => navigate("/me/email") };
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
			<ButtonDropdown
				ariaLabel={`${t.account} ${me.name}`}
				items={[
					{ id: "mail", text: t.mailAddress },
					{ id: "logout", text: t.logout },
				]}
				onItemClick={({ detail }) => act[detail.id]?.()}
			>
				{me.name}
			</ButtonDropdown>
		</header>
	);
}
