import Box from "@cloudscape-design/components/box";
import Header from "@cloudscape-design/components/header";
import Pagination from "@cloudscape-design/components/pagination";
import Table from "@cloudscape-design/components/table";
import { type KeyboardEvent, lazy, Suspense, useMemo, useRef, useState } from "react";
import { useLocation, useNavigate } from "react-router";
import type { Row } from "../../../../shared/search/answer.ts";
import { displayCount } from "../../components/display.ts";
import { EmptyTable } from "../../components/empty-table.tsx";
import { useTexts } from "../../components/language.tsx";
import { useShortcuts } from "../../components/shortcuts.ts";
import { columnDefinitions } from "./columns.tsx";
import { type Search, writeCriteria } from "./criteria.ts";
import { formTexts } from "./form-texts.ts";
import { KeywordFilter } from "./keyword-filter.tsx";
import type { Preferences } from "./preferences.ts";
import { useRowWindow } from "./row-window.ts";
import { useSelection } from "./selection.ts";
import type { Spacer } from "./spacer.ts";
import { selecting, sorting, widthsOf } from "./table-props.ts";
import { searchTexts } from "./texts.ts";
import type { Hits } from "./use-search.ts";

/** Its drag and drop is a good part of all script: it comes when the page stands. */
const RecordingModal = lazy(async () => ({
	default: (await import("../recording/recording-modal.tsx")).RecordingModal,
}));
const BulkActions = lazy(async () => ({ default: (await import("../call-history/correcting.ts")).BulkActions }));
const ShortcutHelp = lazy(async () => ({ default: (await import("../call-history/correcting.ts")).ShortcutHelp }));
const TablePreferences = lazy(async () => ({ default: (await import("./table-preferences.tsx")).TablePreferences }));

interface Props {
	search: Search;
	hits: Hits | undefined;
	/** What the API found wrong with the refinement. */
	keywordFault: string | undefined;
	isFetching: boolean;
	preferences: Preferences;
	onPreferences: (preferences: Preferences) => void;
	onChange: (part: Partial<Search>, options?: { replace: boolean }) => void;
}

export function ResultsTable(props: Props) {
	const { search, hits, keywordFault, isFetching, preferences, onPreferences, onChange } = props;
	const t = useTexts(formTexts);
	const s = useTexts(searchTexts);
	const navigate = useNavigate();
	const { pathname } = useLocation();
	const table = useRef<HTMLDivElement>(null);
	const [playing, play] = useState<Row>();
	const [isHelping, help] = useState(false);
	useShortcuts({ "?": () => help(true) });
	const definitions = useMemo(
		() =>
			columnDefinitions(t, s, {
				own: preferences.widths,
				toDetail: ({ callId }) => `${pathname}/${encodeURIComponent(callId)}`,
				play,
			}),
		[t, s, pathname, preferences.widths],
	);
	const pages = Math.max(1, Math.ceil((hits?.total ?? 0) / preferences.pageSize));
	const rows = hits?.rows ?? [];
	const isLoading = isFetching && rows.length === 0;
	const wrapLines = preferences.wrapLines ?? false;
	const { items, firstIndex } = useRowWindow(rows, { table, isOff: wrapLines });
	const open = ({ callId }: Pick<Row, "callId">) => navigate(`${pathname}/${encodeURIComponent(callId)}`);
	const [selected, select] = useSelection(`${pathname}?${writeCriteria(search.criteria)}`);
	return (
		// biome-ignore lint/a11y/noStaticElementInteractions: the arrows come from the links of its rows
		<div ref={table} className="rk-results" onKeyDown={walkRows}>
			<Table<Row | Spacer>
				variant="container"
				stickyHeader
				resizableColumns
				onColumnWidthsChange={({ detail }) =>
					onPreferences({ ...preferences, widths: widthsOf(preferences, detail.widths) })
				}
				trackBy="callId"
				contentDensity="compact"
				items={items}
				firstIndex={firstIndex}
				totalItemsCount={rows.length}
				loading={isLoading}
				loadingText={s.loading}
				columnDefinitions={definitions}
				columnDisplay={preferences.contentDisplay}
				wrapLines={wrapLines}
				stripedRows={preferences.stripedRows ?? false}
				stickyColumns={{ first: 1 }}
				{...sorting(search.sort, (sort) => onChange({ sort, page: 1 }))}
				{...selecting({ selected, select, items, rows }, s)}
				// Who marks text in order to copy it does not mean the row.
				onRowClick={({ detail }) => "height" in detail.item || getSelection()?.type === "Range" || open(detail.item)}
				header={
					<Header
						variant="h2"
						actions={
							<div className="rk-row-actions">
								<Suspense>{selected.length > 0 && <BulkActions selected={selected} onSelect={select} />}</Suspense>
							</div>
						}
						counter={hits && s.total(displayCount(hits.total))}
						// In the line of the title: what lies below must not move from under the pointer.
						info={
							<Box variant="span" color="text-status-inactive">
								{isFetching && !isLoading ? s.loading : ""}
							</Box>
						}
					>
						{s.hits}
					</Header>
				}
				filter={
					<KeywordFilter
						value={search.keyword}
						error={keywordFault}
						onChange={(keyword, replace) => onChange({ keyword, page: 1 }, { replace })}
					/>
				}
				pagination={
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
				}
				preferences={
					<Suspense fallback={<span className="rk-icon-place" />}>
						<TablePreferences value={preferences} onChange={onPreferences} />
					</Suspense>
				}
				empty={<EmptyTable text={s.none} hint={s.noneHint} slips={hits?.hints?.map(({ title }) => title)} />}
			/>
			<Suspense>{isHelping && <ShortcutHelp onClose={() => help(false)} />}</Suspense>
			<Suspense>{playing && <RecordingModal row={playing} onClose={() => play(undefined)} />}</Suspense>
		</div>
	);
}

/** By the arrows, from a row to the next one or the one before. */
function walkRows(event: KeyboardEvent) {
	if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
	const row = (event.target as Element).closest("tbody tr");
	const next = event.key === "ArrowDown" ? row?.nextElementSibling : row?.previousElementSibling;
	const link = next?.querySelector("a");
	if (!link) return;
	event.preventDefault();
	link.focus();
}
