import { useLocation, useNavigate, useParams } from "react-router";
import { useCallHistory } from "../../api/call-histories.ts";
import { useTexts } from "../../components/language.tsx";
import { Page } from "../../components/page.tsx";
import { Loading } from "../../components/page-loading.tsx";
import { ProblemAlert } from "../../components/problem-alert.tsx";
import { RouterLink } from "../../components/router-link.tsx";
import { useRecordWalk } from "../in-a-row/use-record-walk.ts";
import { WalkButtons } from "../in-a-row/walk-buttons.tsx";
import { lastSearch } from "../search/last-search.ts";
import { Detail } from "./detail.tsx";
import { titleOf } from "./display-value.ts";
import { detailTexts } from "./texts.ts";

/** 詳細画面 */
export function DetailPage() {
	const t = useTexts(detailTexts);
	const { callId = "" } = useParams();
	const { data, error, refetch } = useCallHistory(callId);
	const { pathname } = useLocation();
	const list = pathname.startsWith("/me/") ? "/me/call-histories" : "/call-histories";
	const detail = data?.detail;
	const navigate = useNavigate();
	const walk = useRecordWalk(list, callId, {
		// Replaces this one, so that the back button leads to the list. Synchronously, because the next key refers to the
		// next record.
		onWalk: (id, _page, state) =>
			navigate(`${list}/${encodeURIComponent(id)}`, { replace: true, flushSync: true, state }),
	});
	const title = detail ? titleOf(detail) : t.title;
	return (
		<Page
			title={title}
			back={<RouterLink to={`${list}${lastSearch(list)}`}>{t.back}</RouterLink>}
			actions={<WalkButtons walk={walk} />}
		>
			{data && <Detail key={callId} record={data} walk={walk} />}
			{!data && error && <ProblemAlert error={error} onRetry={refetch} />}
			{!data && !error && <Loading />}
		</Page>
	);
}
