import type { ExportedFile } from "./model.ts";

/** What the owner of a file should know before downloading it. */
interface Warning {
	code: string;
	ja: string;
	en: string;
}

/** The number of rows in a sheet, in Excel and LibreOffice; further rows are cut off when a file is opened. */
const rowsOfSheet = 1_048_576;

const tooManyRows: Warning = {
	code: "too-many-rows",
	ja: "見出しを含めて1,048,576行を超えているため、Excelなどの表計算ソフトでは最後まで表示できません。条件を絞り込んで、複数のファイルに分けてください。",
	en:
		"Including its header, the file has more than 1,048,576 rows, so spreadsheets such as Excel cannot show all of " +
		"it. Narrow the conditions and split it into several files.",
};

export function warningsOf({ rowCount }: Pick<ExportedFile, "rowCount">): Warning[] {
	// The headings take one row.
	return rowCount + 1 > rowsOfSheet ? [tooManyRows] : [];
}
