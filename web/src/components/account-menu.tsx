import ButtonDropdown from "@cloudscape-design/components/button-dropdown";
import { useNavigate } from "react-router";
import { useMe } from "../api/caller.ts";
import { useSession } from "../features/session/session-context.tsx";
import { densities, modes, useAppearance } from "./appearance.ts";
import { useTexts } from "./language.tsx";

const texts = {
	ja: {
		account: "アカウントメニュー",
		logout: "ログアウト",
		mailAddress: "メールアドレス",
		density: "表示密度",
		densities: { comfortable: "標準", compact: "コンパクト" },
		mode: "カラーモード",
		modes: { light: "ライト", dark: "ダーク", system: "システムに合わせる" },
	},
	en: {
		account: "Account menu",
		logout: "Log out",
		mailAddress: "E-mail address",
		density: "Density",
		densities: { comfortable: "Comfortable", compact: "Compact" },
		mode: "Colour mode",
		modes: { light: "Light", dark: "Dark", system: "Match the system" },
	},
};

/** The user's menu: mail address, appearance, logout. */
export function AccountMenu() {
	const t = useTexts(texts);
	const me = useMe();
	const session = useSession();
	const navigate = useNavigate();
	const [{ density, mode }, appear] = useAppearance();
	const act: Record<string, () => void> = {
		logout: () => void session.logout(),
		mail: () => navigate("/me/email"),
		...Object.fromEntries(densities.map((one) => [one, () => appear({ density: one })])),
		...Object.fromEntries(modes.map((one) => [one, () => appear({ mode: one })])),
	};
	const choices = <Id extends string>(ids: readonly Id[], words: Record<Id, string>, chosen: Id) =>
		ids.map((id) => ({ id, text: words[id], itemType: "checkbox" as const, checked: id === chosen }));
	return (
		<ButtonDropdown
			ariaLabel={`${t.account} ${me.name}`}
			items={[
				{ id: "mail", text: t.mailAddress },
				{ text: t.density, items: choices(densities, t.densities, density) },
				{ text: t.mode, items: choices(modes, t.modes, mode) },
				{ id: "logout", text: t.logout },
			]}
			onItemClick={({ detail }) => act[detail.id]?.()}
		>
			{me.name}
		</ButtonDropdown>
	);
}
