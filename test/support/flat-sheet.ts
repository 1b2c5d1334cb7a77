/** A cell of a sheet: its type (`string`, `float`, `date` …; undefined if empty), and the text that it shows. */
export interface SheetCell {
	type: string | undefined;
	text: string;
}

/** Reads the rows of a flat OpenDocument spreadsheet, but only in the form that LibreOffice writes. */
export function readFlatSheet(xml: string): SheetCell[][] {
	const table = /<table:table [\s\S]*<\/table:table>/.exec(xml)?.[0] ?? "";
	return [...table.matchAll(/<table:table-row[ >][\s\S]*?<\/table:table-row>/g)].map(([row]) => {
		const cells = row.matchAll(/<table:table-cell([^>]*?)(?:\/>|>([\s\S]*?)<\/table:table-cell>)/g);
		return [...cells].map(([, attributes = "", content = ""]) => ({
			type: /office:value-type="([^"]*)"/.exec(attributes)?.[1],
			text: [...content.matchAll(/<text:p\/>|<text:p>([\s\S]*?)<\/text:p>/g)]
				.map(([, text = ""]) => plain(text))
				.join("\n"),
		}));
	});
}

const entities: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

function plain(content: string): string {
	return content
		.replace(/<text:s(?: text:c="(\d+)")?\/>/g, (_, count = "1") => " ".repeat(Number(count)))
		.replace(/<text:tab\/>/g, "\t")
		.replace(/<text:line-break\/>/g, "\n")
		.replace(/<[^>]*>/g, "")
		.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (_, hex, decimal, name) =>
			name ? (entities[name] ?? "") : String.fromCodePoint(hex ? Number.parseInt(hex, 16) : Number(decimal)),
		);
}
