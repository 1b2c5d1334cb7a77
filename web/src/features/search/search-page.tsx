import Box from "@cloudscape-design/components/box";
import Container from "@cloudscape-design/components/container";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { lazy, Suspense, useEffect, useRef } from "react";
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
import { emptyCriteria, readSearch, type Search, writeCriteria, writeSearch } from "./criteria.ts";
import { FacetChart } from "./facet-chart.tsx";
import { KeywordFilter } from "./keyword-filter.tsx";
import { keepLastSearch, keepShownPage } from "./last-search.ts";
import { narrowed, notNarrowed } from "./narrowing.ts";
import { OverLimit, overLimitCodes } from "./over-limit.tsx";
import { quickPeriod, singleDay } from "./period.ts";
import { shownColumns, usePreferences, withColumns } from "./preferences.ts";
import { ResultsTable } from "./results-table.tsx";
import { SearchForm } from "./search-form.tsx";
import { searchTexts } from "./texts.ts";
import { useSearch } from "./use-search.ts";

const SavedMenu = lazy(async () => ({ default: (await import("../saved-search/saved-menu.tsx")).SavedMenu }));

/** That somebody has emptied the form, who does not want the start's search back. */
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
	const [params, setParams] = useSearchParams();
	const [preferences, setPreferences] = usePreferences();
	const search = readSearch(params);
	const address = params.size > 0 ? `?${params}` : "";
	const list = ownCalls ? "/me/call-histories" : "/call-histories";
	useEffect(() => keepLastSearch(list, address), [list, address]);
	const { hits, error, isFetching, again } = useSearch(
		search,
		preferences.pageSize,
		ownCalls ? [accountId] : undefined,
	);
	useEffect(() => {
		if (!search || !hits || hits.pending) return;
		const { page } = search;
		const callIds = hits.rows.map(({ callId }) => callId);
		keepShownPage(list, { page, size: preferences.pageSize, total: hits.total, callIds });
	});
	const openSaved = (saved: SavedSearchAnswer) => {
		setPreferences(withColumns(preferences, saved.columns));
		setParams(addressOfSaved(saved, ownCalls), { replace: !search });
	};
	const isHome = ownCalls === (role === "agent");
	const isStarting = useStartSearch(isHome && !search && !state?.isEmptied, openSaved);
	// What is on the screen follows before anybody can press another key: what was asked for last is never built on an older address.
	const go = (next: Search, { replace = false } = {}) =>
		setParams(writeSearch(next), { preventScrollReset: true, flushSync: true, replace });
	const change = (part: Partial<Search>, options?: { replace: boolean }) =>
		search && go({ ...search, ...part }, options);
	const results = useRef<HTMLDivElement>(null);
	const isAwaited = useRef(false);
	useEffect(() => {
		if (!isAwaited.current || isFetching) return;
		isAwaited.current = false;
		// The form has folded up over its button: the keyboard goes on with what was found.
		const heading = results.current?.querySelector("h2");
		if (heading && !error) focusAnyway(heading);
	}, [address, isFetching, error]);
	const problem = error instanceof ApiProblem ? error : undefined;
	const refusal = overLimitCodes.find((code) => code === problem?.code);
	const keywordFault = problem?.detailOf("#/keyword");
	if (isStarting) return <PageLoading />;
	return (
		<Page
			title={ownCalls ? s.ownTitle : s.title}
			description={ownCalls ? s.ownDescription : undefined}
			actions={
				<SpaceBetween direction="horizontal" size="xs">
					<Suspense>
						<SavedMenu search={search} columns={shownColumns(preferences)} onOpen={openSaved} />
					</Suspense>
					<RouterButton to={`/async-searches?${search ? asyncParams(search, ownCalls, accountId) : ""}`}>
						{s.toAsync}
					</RouterButton>
				</SpaceBetween>
			}
		>
			<SearchForm
				key={search ? writeCriteria(search.criteria).toString() : ""}
				initial={search?.criteria ?? emptyCriteria(quickPeriod("today", Date.now()))}
				ownCalls={ownCalls}
				problem={problem}
				hints={hits?.hints}
				isSearching={isFetching}
				isDone={search !== undefined && (!error || refusal !== undefined || hits !== undefined) && !hits?.hints}
				onSearch={(criteria) => {
					const next: Search = {
						criteria,
						narrowing: notNarrowed,
						keyword: "",
						sort: search?.sort ?? newestFirst,
						page: 1,
					};
					if (search && writeSearch(next).toString() === writeSearch(search).toString()) again();
					else {
						isAwaited.current = true;
						go(next);
					}
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
			{search && refusal && <OverLimit code={refusal} params={asyncParams(search, ownCalls, accountId)} />}
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
				<SpaceBetween size="m">
					<Container>
						<FacetChart
							facets={hits?.facets}
							narrowing={search.narrowing}
							hasHours={singleDay(search.criteria) !== undefined}
							onChange={(narrowing) => change({ narrowing, page: 1 })}
						/>
					</Container>
					<div ref={results}>
						<ResultsTable
							search={search}
							hits={hits}
							keywordFault={keywordFault}
							isFetching={isFetching}
							preferences={preferences}
							onPreferences={(next) => {
								setPreferences(next);
								if (next.pageSize !== preferences.pageSize) change({ page: 1 });
							}}
							onChange={change}
						/>
					</div>
				</SpaceBetween>
			)}
		</Page>
	);
}

/** The form of the asynchronous search has no charts: what was chosen of them is among its conditions. */
function asyncParams({ criteria, narrowing, keyword, sort }: Search, ownCalls: boolean, accountId: string) {
	return writeSearch({
		criteria: { ...narrowed(criteria, narrowing), ...(ownCalls && { agentIds: [accountId] }) },
		narrowing: notNarrowed,
		keyword,
		sort,
		page: 1,
	});
}
