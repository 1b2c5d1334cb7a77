import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState } from "react";
import { useTexts } from "../../components/language.tsx";
import { LanguageSwitch } from "../../components/language-switch.tsx";
import { usePageTitle } from "../../components/page-title.ts";
import { useSession } from "./session-context.tsx";

const texts = {
	ja: {
		title: "ログイン",
		product: "Rireki",
		purpose: "アウトバウンド応対履歴の検索・修正",
		login: "ログイン",
		expired: "セッションの有効期限が切れました。もう一度ログインしてください。",
		failed: "ログイン画面を開けませんでした。ネットワーク接続を確認して、もう一度お試しください。",
	},
	en: {
		title: "Log in",
		product: "Rireki",
		purpose: "Search and correct outbound call histories",
		login: "Log in",
		expired: "Your session has expired. Log in again.",
		failed: "The login page could not be opened. Check your connection, then try again.",
	},
};

export function LoginPage() {
	const t = useTexts(texts);
	const session = useSession();
	const [state, setState] = useState<"idle" | "leaving" | "failed">("idle");
	usePageTitle(t.title);
	async function login() {
		setState("leaving");
		const { pathname, search, hash } = window.location;
		await session.login(`${pathname}${search}${hash}`).catch(() => setState("failed"));
	}
	return (
		<main className="rk-login">
			<SpaceBetween size="l" alignItems="center">
				<img src={`${import.meta.env.BASE_URL}icon.svg`} alt="" width="56" height="56" />
				<div>
					<Box variant="h1" textAlign="center">
						{t.product}
					</Box>
					<Box variant="p" color="text-body-secondary" textAlign="center">
						{t.purpose}
					</Box>
				</div>
				{session.hasExpired() && state === "idle" && <Alert type="info">{t.expired}</Alert>}
				{state === "failed" && <Alert type="error">{t.failed}</Alert>}
				<Button variant="primary" loading={state === "leaving"} onClick={login}>
					{t.login}
				</Button>
				<LanguageSwitch />
			</SpaceBetween>
		</main>
	);
}
