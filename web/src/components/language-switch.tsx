import Button from "@cloudscape-design/components/button";
import { useQueryClient } from "@tanstack/react-query";
import { type Language, useLanguage } from "./language.tsx";

const names: Record<Language, string> = { ja: "日本語", en: "English" };

/** Shows the other language, in that language. */
export function LanguageSwitch() {
	const { language, choose } = useLanguage();
	const client = useQueryClient();
	const other = language === "ja" ? "en" : "ja";
	return (
		<Button
			variant="link"
			onClick={async () => {
				await choose(other);
				// Titles of failures come in the language of their request.
				await client.invalidateQueries({ queryKey: ["async-searches"] });
			}}
		>
			<span lang={other}>{names[other]}</span>
		</Button>
	);
}
