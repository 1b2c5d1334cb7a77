/** Reads a CSV of RFC 4180, without its BOM. It shares no code with the writer. */
export function parseCsv(text: string): string[][] {
	const rows: string[][] = [];
	let row: string[] = [];
	let field = "";
	let quoted = false;
	const content = text.replace(/^\ufeff/, "");
	for (let index = 0; index < content.length; index++) {
		const char = content[index] as string;
		if (quoted) {
			if (char !== '"') field += char;
			else if (content[index + 1] === '"') field += content[++index];
			else quoted = false;
		} else if (char === '"') quoted = true;
		else if (char === ",") {
			row.push(field);
			field = "";
		} else if (char === "\r" && content[index + 1] === "\n") {
			index++;
			rows.push([...row, field]);
			row = [];
			field = "";
		} else field += char;
	}
	if (field || row.length > 0) throw new Error("the last line does not end");
	return rows;
}
