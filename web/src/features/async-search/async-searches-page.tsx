import { useSearchParams } from "react-router";
import { useTexts } from "../../components/language.tsx";
import { Page } from "../../components/page.tsx";
import { AsyncSearchForm } from "./async-search-form.tsx";
import { AsyncSearchList } from "./async-search-list.tsx";
import { MailNotice } from "./mail-notice.tsx";
import { asyncSearchTexts } from "./texts.ts";

/** 非同期検索. Mails link to it, and its address may carry the conditions of a search that was too large. */
export function AsyncSearchesPage() {
	const t = useTexts(asyncSearchTexts);
	const [params] = useSearchParams();
	return (
		<Page title={t.title} description={t.description}>
			<AsyncSearchForm key={params.toString()} params={params} />
			<AsyncSearchList />
			<MailNotice />
		</Page>
	);
}
