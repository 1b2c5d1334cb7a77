import Button from "@cloudscape-design/components/button";
import ButtonDropdown from "@cloudscape-design/components/button-dropdown";
import { Link, useNavigate } from "react-router";
import { useMe } from "../api/caller.ts";
import { useSession } from "../features/session/session-context.tsx";
import { type Appearance, densities, modes, useAppearance } from "./appearance.ts";
import { useTexts } from "./language.tsx";
import { LanguageSwitch } from "./language-switch.tsx";

const texts = {
	ja: {
		product: "応対履歴",
		menu: "メニューを開閉",
		account: "アカウントメニュー",
		logout: "ログアウト",
		mailAddress: "メールアドレス",
		density: "表示密度",
		densities: { comfortable: "標準", compact: "コンパクト" },
		mode: "カラーモード",
		modes: { light: "ライト", dark: "ダーク", system: "システムに合わせる" },
		roles: { agent: "エージェント", supervisor: "スーパバイザ", admin: "管理者" },
	},
	en: {
		product: "Call histories",
		menu: "Open or close the menu",
		account: "Account menu",
		logout: "Log out",
		mailAddress: "E-mail address",
		density: "Density",
		densities: { comfortable: "Comfortable", compact: "Compact" },
		mode: "Colour mode",
		modes: { light: "Light", dark: "Dark", system: "Same as the system" },
		roles: { agent: "Agent", supervisor: "Supervisor", admin: "Administrator" },
	},
};

export function TopBar({ isOpen, onMenu }: { isOpen: boolean; onMenu: () => void }) {
	const t = useTexts(texts);
	const me = useMe();
	const session = useSession();
	const navigate = useNavigate();
	const [{ density, mode }, appear] = useAppearance();
	const act: Record<string, () => void> = { logout: () => void session.logout(), mail: () => navigate("/me/email") };
	/** Ids name what is chosen: `mode.dark`. */
	const choices = <Name extends keyof Appearance>(name: Name, ids: readonly Appearance[Name][], chosen: string) =>
		ids.map((id) => {
			const texts: Record<string, string> = { ...t.densities, ...t.modes };
			act[`${name}.${id}`] = () => appear({ [name]: id });
			return { id: `${name}.${id}`, text: texts[id], itemType: "checkbox" as const, checked: id === chosen };
		});
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
					{ text: t.density, items: choices("density", densities, density) },
					{ text: t.mode, items: choices("mode", modes, mode) },
					{ id: "logout", text: t.logout },
				]}
				onItemClick={({ detail }) => act[detail.id]?.()}
			>
				{me.name}
			</ButtonDropdown>
		</header>
	);
}
