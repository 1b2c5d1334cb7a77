/** As it is sent: plain, the character in question stands for damaged bytes, and is refused. */
export function toJson(body: unknown): string {
	return JSON.stringify(body).replaceAll("\ufffd", "\\ufffd");
}
