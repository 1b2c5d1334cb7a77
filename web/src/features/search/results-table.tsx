import Table from "@cloudscape-design/components/table";
import { type ReactNode, type RefObject, use, useMemo } from "react";
import type { Row } from "../../../../shared/search/answer.ts";
import type { Sort } from "../../../../shared/search/model.ts";
import { useLanguage, useTexts } from "../../components/language.tsx";
import { columnDefinitions } from "./columns.tsx";
import { formTexts } from "./form-texts.ts";
import type { Preferences } from "./preferences.ts";
import { OpeningContext } from "./row-link.tsx";
import { useRowWindow } from "./row-window.ts";
import type { Spacer } from "./spacer.ts";
import { selecting, sorting, widthsOf } from "./table-props.ts";
import { searchTexts } from "./texts.ts";

/** What the list is made of, whether it is a table or cards. */
export interface ListParts {
	/** The element around the whole list. */
	list: RefObject<HTMLElement | null>;
	rows: readonly Row[];
	/** Whether no rows have arrived yet. */
	isLoading: boolean;
	sort: Sort;
	onSort: (sort: Sort) => void;
	selected: readonly Row[];
	select: (rows: readonly Row[]) => void;
	/** Opens a recording. */
	play: (row: Row) => void;
	header: ReactNode;
	filter: ReactNode;
	pagination: ReactNode;
	preferences: ReactNode;
	empty: ReactNode;
}

interface Props extends ListParts {
	look: Preferences;
	onLook: (look: Preferences) => void;
}

export function ResultsTable({
	list,
	rows,
	isLoading,
	sort,
	onSort,
	selected,
	select,
	play,
	look,
	onLook,
	...parts
}: Props) {
	const t = useTexts(formTexts);
	const s = useTexts(searchTexts);
	const { open } = use(OpeningContext);
	const { language } = useLanguage();
	const definitions = useMemo(
		() => columnDefinitions(t, { language, own: look.widths, play }),
		[t, language, look.widths, play],
	);
	const wrapLines = look.wrapLines ?? false;
	const { items, firstIndex } = useRowWindow(rows, { table: list, isOff: wrapLines });
	return (
		<Table<Row | Spacer>
			// The table reads the widths only when it is mounted, and each language has its own.
			key={language}
			{...parts}
			variant="container"
			stickyHeader
			resizableColumns
			onColumnWidthsChange={({ detail }) => onLook({ ...look, widths: widthsOf(look, detail.widths) })}
			trackBy="callId"
			contentDensity="compact"
			items={items}
			firstIndex={firstIndex}
			totalItemsCount={rows.length}
			loading={isLoading}
			loadingText={s.loading}
			columnDefinitions={definitions}
			columnDisplay={look.contentDisplay}
			wrapLines={wrapLines}
			stripedRows={look.stripedRows ?? false}
			stickyColumns={{ first: 1 }}
			{...sorting(sort, onSort)}
			{...selecting({ selected, select, items, rows }, s)}
			// Selecting text to copy it is not a click on the row.
			onRowClick={({ detail: { item } }) => "height" in item || getSelection()?.type === "Range" || open(item.callId)}
		/>
	);
}
