/** JSON to send. U+FFFD is escaped: as a plain character it would look like damaged bytes, and be refused. */
export function toJson(body: unknown): string {
	return JSON.stringify(body).replaceAll("\ufffd", "\\ufffd");
}
