import Box from "@cloudscape-design/components/box";
import { useTexts } from "./language.tsx";
import { usePageTitle } from "./page-title.ts";
import { RouterLink } from "./router-link.tsx";

const texts = {
	ja: { title: "ページが見つかりません", home: "応対履歴へ戻る" },
	en: { title: "Page not found", home: "Back to the call histories" },
};

export function NotFoundPage() {
	const t = useTexts(texts);
	usePageTitle(t.title);
	return (
		<Box textAlign="center" padding="xxxl">
			<Box variant="h1" padding={{ bottom: "m" }}>
				{t.title}
			</Box>
			<RouterLink to="/">{t.home}</RouterLink>
		</Box>
	);
}
