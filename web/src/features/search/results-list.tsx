import Box from "@cloudscape-design/components/box";
import Header from "@cloudscape-design/components/header";
import Pagination from "@cloudscape-design/components/pagination";
import { lazy, Suspense, useRef, useState } from "react";
import { useLocation } from "react-router";
import type { Row } from "../../../../shared/search/answer.ts";
import { displayCount } from "../../components/display.ts";
import { EmptyTable } from "../../components/empty-table.tsx";
import { useTexts } from "../../components/language.tsx";
import { useIsNarrow } from "../../components/narrow.ts";
import { useShortcuts } from "../../components/shortcuts.ts";
import { type Search, writeCriteria } from "./criteria.ts";
import { KeywordFilter } from "./keyword-filter.tsx";
import type { Preferences } from "./preferences.ts";
import { ResultCards } from "./result-cards.tsx";
import { ResultsTable } from "./results-table.tsx";
import { useSelection } from "./selection.ts";
import { searchTexts } from "./texts.ts";
import type { Hits } from "./use-search.ts";
import { walkRows } from "./walk-rows.ts";

/** Its drag and drop is a large part of all script, so it is loaded after the page is shown. */
const TablePreferences = lazy(async () => ({ default: (await import("./table-preferences.tsx")).TablePreferences }));
const RecordingModal = lazy(async () => ({
	default: (await import("../recording/recording-modal.tsx")).RecordingModal,
}));
const BulkActions = lazy(async () => ({ default: (await import("../call-history/correcting.ts")).BulkActions }));
const ShortcutHelp = lazy(async () => ({ default: (await import("../call-history/correcting.ts")).ShortcutHelp }));

const none: readonly Row[] = [];

interface Props {
	search: Search;
	hits: Hits | undefined;
	/** What the API found wrong with the refinement. */
	keywordFault: string | undefined;
	isFetching: boolean;
	/** Whether a record is beside the list, and handles the keys. */
	isBeside: boolean;
	preferences: Preferences;
	onPreferences: (preferences: Preferences) => void;
	onChange: (part: Partial<Search>, options?: { replace: boolean }) => void;
}

/** What was found: a table, or cards where there is no room for one. */
export function ResultsList(props: Props) {
	const { search, hits, keywordFault, isFetching, isBeside, preferences, onPreferences, onChange } = props;
	const s = useTexts(searchTexts);
	const { pathname } = useLocation();
	const list = useRef<HTMLDivElement>(null);
	const isNarrow = useIsNarrow();
	const [playing, play] = useState<Row>();
	const [isHelping, help] = useState(false);
	useShortcuts(isBeside ? {} : { "?": () => help(true) });
	const pages = Math.max(1, Math.ceil((hits?.total ?? 0) / preferences.pageSize));
	const rows = hits?.rows ?? none;
	const isLoading = isFetching && rows.length === 0;
	const [selected, select] = useSelection(`${pathname}?${writeCriteria(search.criteria)}`);
	const parts = {
		list,
		rows,
		isLoading,
		sort: search.sort,
		onSort: (sort: Search["sort"]) => onChange({ sort, page: 1 }),
		selected,
		select,
		play,
		header: (
			<Header
				variant="h2"
				actions={
					<div className="rk-row-actions">
						<Suspense>{selected.length > 0 && <BulkActions selected={selected} onSelect={select} />}</Suspense>
					</div>
				}
				counter={hits && s.total(displayCount(hits.total))}
				// In the title's line, so that nothing below it moves under the pointer.
				info={
					<Box variant="span" color="text-status-inactive">
						{isFetching && !isLoading ? s.loading : ""}
					</Box>
				}
			>
				{s.hits}
			</Header>
		),
		filter: (
			<KeywordFilter
				value={search.keyword}
				error={keywordFault}
				onChange={(keyword, replace) => onChange({ keyword, page: 1 }, { replace })}
			/>
		),
		pagination: (
			<Pagination
				currentPageIndex={Math.min(search.page, pages)}
				pagesCount={pages}
				disabled={!hits}
				ariaLabels={{
					nextPageLabel: s.next,
					previousPageLabel: s.previous,
					pageLabel: (page) => s.page(page, pages),
				}}
				onChange={({ detail }) => onChange({ page: detail.currentPageIndex })}
			/>
		),
		preferences: (
			<Suspense fallback={<span className="rk-icon-place" />}>
				<TablePreferences value={preferences} onChange={onPreferences} />
			</Suspense>
		),
		empty: <EmptyTable text={s.none} hint={s.noneHint} slips={hits?.hints?.map(({ title }) => title)} />,
	};
	return (
		// biome-ignore lint/a11y/noStaticElementInteractions: the arrow keys come from the links of its rows
		<div ref={list} className="rk-results" onKeyDown={walkRows}>
			{isNarrow ? <ResultCards {...parts} /> : <ResultsTable {...parts} look={preferences} onLook={onPreferences} />}
			<Suspense>{isHelping && <ShortcutHelp onClose={() => help(false)} />}</Suspense>
			<Suspense>{playing && <RecordingModal row={playing} onClose={() => play(undefined)} />}</Suspense>
		</div>
	);
}
