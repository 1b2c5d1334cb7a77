/** A part in percent with one digit, `45.2`; empty where there is no whole. */
export function percentOf(part: number, whole: number): string {
	return whole > 0 ? ((100 * part) / whole).toFixed(1) : "";
}
