import "@cloudscape-design/global-styles/index.css";
import "./console.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { createClient } from "./api/client.ts";
import { App } from "./app.tsx";
import { keptLanguage, LanguageProvider, loadMessages } from "./components/language.tsx";
import { loadConfig } from "./config.ts";
import { openSession } from "./features/session/session.ts";

const place = document.getElementById("console") as HTMLElement;

const { BASE_URL } = import.meta.env;
// The bare host name serves this page too, outside of its own path.
if (!`${window.location.pathname}/`.startsWith(BASE_URL)) window.location.replace(BASE_URL);

try {
	const [config, messages] = await Promise.all([loadConfig(), loadMessages(keptLanguage())]);
	const session = await openSession(config);
	createRoot(place).render(
		<StrictMode>
			<LanguageProvider initial={messages}>
				<App session={session} api={createClient(config.apiBase, session)} />
			</LanguageProvider>
		</StrictMode>,
	);
} catch {
	// No component exists yet that could show it better.
	place.textContent =
		"画面を読み込めませんでした。ネットワークを確認して、再読み込みしてください。 / The console could not be loaded. Check the network, then reload.";
	place.className = "rk-start-failed";
}
