/** The table's own key attributes. */
export const tableKey = { pk: "p", sk: "s" } as const;

/** When the table deletes an item by itself; epoch seconds. */
export const expiresAtField = "e";

/**
 * Fills a key template (`${tenantId}#${callId}`) as ElectroDB does, for the readers that work without it. A test
 * compares the two.
 */
export function fillTemplate(template: string, values: Record<string, string | number>): string {
	return template.replace(/\$\{(\w+)\}/g, (_, name: string) => {
		const value = values[name];
		if (value === undefined) throw new Error(`key template ${template} lacks ${name}`);
		return String(value);
	});
}

/** The common prefix of a template's keys: `x#` of `x#${number}`. */
export function prefixOf(template: string): string {
	return template.slice(0, template.indexOf("$"));
}
