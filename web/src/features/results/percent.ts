/** A percentage with one decimal, `45.2`; empty if the whole is zero. */
export function percentOf(part: number, whole: number): string {
	return whole > 0 ? ((100 * part) / whole).toFixed(1) : "";
}
