type Level = "info" | "warn" | "error";

/** One JSON line; what CloudWatch and the local stack both take. Never a customer's data: ids and codes only. */
export function log(level: Level, message: string, fields: Record<string, unknown> = {}): void {
	const { error, ...rest } = fields;
	const cause = error instanceof Error ? { error: error.name, detail: error.message, stack: error.stack } : { error };
	console[level](JSON.stringify({ level, message, ...rest, ...(error === undefined ? {} : cause) }));
}
