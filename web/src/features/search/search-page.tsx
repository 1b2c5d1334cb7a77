import Box from "@cloudscape-design/components/box";
import Container from "@cloudscape-design/components/container";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { lazy, Suspense, useEffect, useMemo, useRef } from "react";
import { useLocation, useSearchParams } from "react-router";
import type { SavedSearchAnswer } from "../../../../shared/saved-search/answer.ts";
import { newestFirst } from "../../../../shared/search/model.ts";
import { useMe } from "../../api/caller.ts";
import { ApiProblem } from "../../api/problem.ts";
import { focusAnyway } from "../../components/kept-focus.ts";
import { useTexts } from "../../components/language.tsx";
import { Page } from "../../components/page.tsx";
import { PageLoading } from "../../components/page-loading.tsx";
import { ProblemAlert } from "../../components/problem-alert.tsx";
import { RouterButton } from "../../components/router-button.tsx";
import { addressOfSaved } from "../saved-search/saved-address.ts";
import { useStartSearch } from "../saved-search/use-start-search.ts";
import { AskedConditions } from "./asked-conditions.tsx";
import { asyncParams, emptyCriteria, readSearch, type Search, writeSearch } from "./criteria.ts";
import { Found } from "./found.tsx";
import { KeywordFilter } from "./keyword-filter.tsx";
import { keepLastSearch } from "./last-search.ts";
import { notNarrowed } from "./narrowing.ts";
import { OverLimit, overLimitCodes } from "./over-limit.tsx";
import { quickPeriod } from "./period.ts";
import { type Preferences, shownColumns, usePreferences, withColumns } from "./preferences.ts";
import { OpeningContext, RecordContext } from "./row-link.tsx";
import { searchTexts } from "./texts.ts";
import { useLast } from "./use-last.ts";
import { useOpening } from "./use-opening.ts";
import { useSearch } from "./use-search.ts";
import { useShownPage } from "./use-shown-page.ts";
import "./search.css";

const RecordPanel = lazy(async () => ({ default: (await import("../call-history/correcting.ts")).RecordPanel }));

const SavedMenu = lazy(async () => ({ default: (await import("../saved-search/saved-menu.tsx")).SavedMenu }));

/** The form was cleared deliberately, so the start page's search must not return. */
const emptied = { state: { isEmptied: true } };

export function SearchPage() {
	return <CallHistories ownCalls={false} />;
}

/** マイアカウント > 応対履歴 */
export function OwnCallsPage() {
	return <CallHistories ownCalls />;
}

function CallHistories({ ownCalls }: { ownCalls: boolean }) {
	const s = useTexts(searchTexts);
	const { accountId, role } = useMe();
	const { state } = useLocation();
	const own = ownCalls ? [accountId] : undefined;
	const [params, setParams] = useSearchParams();
	const [preferences, setPreferences] = usePreferences();
	const asked = readSearch(params);
	const address = asked ? `?${writeSearch(asked)}` : "";
	// Memoised by what is searched, whatever is shown beside the list: rendering all rows takes time.
	const search = useMemo(() => readSearch(new URLSearchParams(address)), [address]);
	const list = ownCalls ? "/me/call-histories" : "/call-histories";
	useEffect(() => keepLastSearch(list, address), [list, address]);
	const { record, opening, go, goBeside, close } = useOpening(list);
	const { hits, error, isFetching, again } = useSearch(search, preferences.pageSize, own);
	const shown = useShownPage(list, search, hits, preferences.pageSize);
	const change = (part: Partial<Search>, options?: { replace: boolean }) =>
		search && go({ ...search, ...part }, options);
	const openSaved = (saved: SavedSearchAnswer) => {
		setParams(addressOfSaved(saved, ownCalls), { replace: !search });
	};
	const isHome = ownCalls === (role === "agent");
	const isStarting = useStartSearch(isHome && !search && !state?.isEmptied, openSaved);
	const changeLast = useLast(change);
	const columns = search?.columns;
	const looks = useMemo(() => (columns ? withColumns(preferences, columns) : preferences), [preferences, columns]);
	const prefer = useLast((next: Preferences) => {
		// A saved search brings its own columns, which do not apply to other searches.
		const isSame = shownColumns(next).join() === shownColumns(looks).join();
		setPreferences(isSame ? { ...next, contentDisplay: preferences.contentDisplay } : next);
		if (next.pageSize !== preferences.pageSize) change({ page: 1 });
		if (columns && !isSame) change({ columns: undefined });
	});
	const results = useRef<HTMLDivElement>(null);
	const isAwaited = useRef(false);
	useEffect(() => {
		if (!isAwaited.current || isFetching) return;
		isAwaited.current = false;
		// The form has folded up together with its button: the focus moves to the results.
		const heading = results.current?.querySelector<HTMLElement>(".rk-results h2");
		if (heading && !error) focusAnyway(heading);
	}, [address, isFetching, error]);
	const problem = error instanceof ApiProblem ? error : undefined;
	const refusal = overLimitCodes.find((code) => code === problem?.code);
	const keywordFault = problem?.detailOf("#/keyword");
	if (isStarting) return <PageLoading />;
	return (
		<OpeningContext value={opening}>
			<div className={record ? "rk-beside" : undefined}>
				<Page
					title={ownCalls ? s.ownTitle : s.title}
					description={ownCalls && !search ? s.ownDescription : undefined}
					actions={
						<SpaceBetween direction="horizontal" size="xs">
							<Suspense>
								<SavedMenu search={search} columns={shownColumns(looks)} onOpen={openSaved} />
							</Suspense>
							<RouterButton to={`/async-searches?${search ? asyncParams(search, own) : ""}`}>{s.toAsync}</RouterButton>
						</SpaceBetween>
					}
				>
					<AskedConditions
						search={search}
						initial={search?.criteria ?? emptyCriteria(quickPeriod("today", Date.now()))}
						ownCalls={ownCalls}
						problem={problem}
						hints={hits?.hints}
						isSearching={isFetching}
						isDone={(!error || refusal !== undefined || hits !== undefined) && !hits?.hints}
						onChange={change}
						onSearch={(criteria) => {
							const sort = search?.sort ?? newestFirst;
							const next: Search = { criteria, narrowing: notNarrowed, keyword: "", sort, page: 1 };
							isAwaited.current = true;
							if (search && writeSearch(next).toString() === writeSearch(search).toString()) again();
							else go(next, { closes: true });
						}}
						onReset={() => setParams({}, emptied)}
					/>
					{!search && (
						<Container>
							<Box textAlign="center" color="text-body-secondary" padding="xl">
								{s.start}
							</Box>
						</Container>
					)}
					{search && refusal && <OverLimit code={refusal} params={asyncParams(search, own)} />}
					{search && error && !refusal && !(hits && keywordFault) && (
						<ProblemAlert isAnswer error={error} onRetry={again} />
					)}
					{search && keywordFault && !hits && (
						<Container>
							<KeywordFilter
								value={search.keyword}
								error={keywordFault}
								onChange={(keyword, replace) => change({ keyword, page: 1 }, { replace })}
							/>
						</Container>
					)}
					{search && (!error || hits) && (
						<div ref={results}>
							<RecordContext value={record}>
								<Found
									search={search}
									hits={hits}
									keywordFault={keywordFault}
									isFetching={isFetching}
									isBeside={record !== undefined}
									preferences={looks}
									onPreferences={prefer}
									onChange={changeLast}
								/>
							</RecordContext>
						</div>
					)}
				</Page>
				{record && (
					<Suspense>
						<RecordPanel
							list={list}
							callId={record}
							shown={shown}
							onWalk={(callId, page, state) => search && goBeside({ ...search, page }, callId, state)}
							onClose={close}
						/>
					</Suspense>
				)}
			</div>
		</OpeningContext>
	);
}
