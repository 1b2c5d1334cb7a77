import { I18nProvider, type I18nProviderProps } from "@cloudscape-design/components/i18n";
import { createContext, type ReactNode, use, useEffect, useMemo, useState } from "react";
import { readKept, writeKept } from "./kept.ts";

export type Language = "ja" | "en";
/** The same texts in both languages; each feature has its own. */
export type Texts<T> = Record<Language, T>;

type Messages = I18nProviderProps["messages"][number];
const messagesOf: Record<Language, () => Promise<{ default: Messages }>> = {
	ja: () => import("@cloudscape-design/components/i18n/messages/all.ja"),
	en: () => import("@cloudscape-design/components/i18n/messages/all.en"),
};

interface Chosen {
	language: Language;
	choose: (language: Language) => Promise<void>;
}
const LanguageContext = createContext<Chosen>({ language: "ja", async choose() {} });

/** Japanese, unless this person has switched before. */
export function keptLanguage(): Language {
	return readKept<Language>("language", "ja") === "en" ? "en" : "ja";
}

export function loadMessages(language: Language): Promise<Messages> {
	return messagesOf[language]().then(({ default: messages }) => messages);
}

/** @param initial the component library's messages, which are needed before the first paint */
export function LanguageProvider({ initial, children }: { initial: Messages; children: ReactNode }) {
	const [shown, setShown] = useState({ language: keptLanguage(), messages: initial });
	const value = useMemo<Chosen>(
		() => ({
			language: shown.language,
			async choose(language) {
				writeKept("language", language);
				setShown({ language, messages: await loadMessages(language) });
			},
		}),
		[shown.language],
	);
	useEffect(() => {
		document.documentElement.lang = shown.language;
	}, [shown.language]);
	return (
		<LanguageContext value={value}>
			<I18nProvider locale={shown.language} messages={[shown.messages]}>
				{children}
			</I18nProvider>
		</LanguageContext>
	);
}

export function useLanguage(): Chosen {
	return use(LanguageContext);
}

export function useTexts<T>(texts: Texts<T>): T {
	return texts[useLanguage().language];
}
