import type { TableProps } from "@cloudscape-design/components/table";
import { type Column, columns } from "../../../../shared/column/model.ts";
import type { Row } from "../../../../shared/search/answer.ts";
import { nothing } from "../../components/display.ts";
import type { Language } from "../../components/language.tsx";
import { OwnClick } from "../../components/own-click.tsx";
import type { formTexts } from "./form-texts.ts";
import { PlayButton } from "./play-button.tsx";
import { RowLink } from "./row-link.tsx";
import { shownOf } from "./shown.ts";
import type { Spacer } from "./spacer.ts";

const widths: Partial<Record<Column, number>> = {
	calledAt: 165,
	createdAt: 170,
	updatedAt: 170,
	callerId: 130,
	phone: 136,
	agentName: 126,
	resultLabel: 160,
	campaignName: 220,
	customerListName: 210,
	memo: 320,
	recording: 96,
	durationSeconds: 116,
	talkedWith: 100,
	nextAction: 260,
	callId: 220,
	requestId: 220,
	name: 132,
	kana: 160,
};

/** For English labels, most of which are longer. */
const widthsInEnglish: typeof widths = {
	phone: 154,
	agentName: 108,
	resultLabel: 186,
	durationSeconds: 116,
	recording: 122,
};

/** The manual's columns, in its order. `play` opens a recording. */
export function columnDefinitions(
	t: (typeof formTexts)["ja"],
	{ language, own, play }: { language: Language; own: Readonly<Record<string, number>>; play: (row: Row) => void },
): TableProps.ColumnDefinition<Row | Spacer>[] {
	/** Cells that show more than their column's text. */
	const cells: Partial<Record<Column, (row: Row) => React.ReactNode>> = {
		calledAt: (row) => (
			<OwnClick>
				<RowLink row={row} />
			</OwnClick>
		),
		recording: (row) =>
			row.recording ? (
				<OwnClick>
					<PlayButton row={row} play={play} />
				</OwnClick>
			) : (
				nothing
			),
	};
	const usual = language === "en" ? { ...widths, ...widthsInEnglish } : widths;
	const cellOf = (column: Column) => cells[column] ?? ((row: Row) => shownOf(column, row, t));
	return columns.map((column) => ({
		id: column,
		header: t.columns[column],
		cell: (item) => ("height" in item ? spaceOf(item, column) : cellOf(column)(item)),
		sortingField: column,
		width: own[column] ?? usual[column] ?? 150,
		minWidth: 70,
	}));
}

/** Content for one cell of its row, in the column that is always shown. */
function spaceOf({ height }: Spacer, column: Column) {
	return column === "calledAt" ? <div className="rk-space" style={{ height }} /> : null;
}
