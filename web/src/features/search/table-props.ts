import type { TableProps } from "@cloudscape-design/components/table";
import type { Row } from "../../../../shared/search/answer.ts";
import type { Sort } from "../../../../shared/search/model.ts";
import { displayTime } from "../../components/display.ts";
import type { Preferences } from "./preferences.ts";
import { selectionAfter } from "./selection-after.ts";
import type { Spacer } from "./spacer.ts";
import type { searchTexts } from "./texts.ts";

type Props = Partial<TableProps<Row | Spacer>>;

/** The library reports the widths of the shown columns, in order. */
export function widthsOf({ contentDisplay, widths }: Preferences, shown: readonly number[]): Preferences["widths"] {
	const visible = contentDisplay.filter((column) => column.visible);
	return { ...widths, ...Object.fromEntries(visible.map(({ id }, index) => [id, shown[index] ?? 0])) };
}

export function sorting({ column, direction }: Sort, onSort: (sort: Sort) => void): Props {
	return {
		sortingColumn: { sortingField: column },
		sortingDescending: direction === "desc",
		onSortingChange: ({ detail }) =>
			onSort({
				column: detail.sortingColumn.sortingField as Sort["column"],
				direction: detail.isDescending ? "desc" : "asc",
			}),
	};
}

interface Selecting {
	selected: readonly Row[];
	select: (rows: readonly Row[]) => void;
	/** The rendered rows, and spacers for the others. */
	items: readonly (Row | Spacer)[];
	rows: readonly Row[];
}

export function selecting({ selected, select, items, rows }: Selecting, s: (typeof searchTexts)["ja"]): Props {
	return {
		selectionType: "multi",
		selectedItems: selected,
		isItemDisabled: (item) => "height" in item,
		onSelectionChange: ({ detail }) =>
			select(selectionAfter({ before: selected, now: detail.selectedItems, near: items, page: rows })),
		ariaLabels: {
			tableLabel: s.tableLabel,
			selectionGroupLabel: s.choice,
			allItemsSelectionLabel: () => s.chooseAll,
			itemSelectionLabel: (_, item) => ("height" in item ? "" : s.choose(displayTime(item.calledAt))),
		},
	};
}
