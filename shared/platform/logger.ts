import { currentScope } from "./scope.ts";

type Level = "info" | "warn" | "error";

/** Lambda puts a prefix before the output of `console`, which breaks CloudWatch's metrics and JSON filters. */
export const inLambda = () => process.env.AWS_LAMBDA_FUNCTION_NAME !== undefined;

/**
 * Writes one JSON line with the ids of its scope, for CloudWatch and the local stack. Only ids and codes, never
 * customer data.
 */
export function log(level: Level, message: string, fields: Record<string, unknown> = {}): void {
	const { error, ...rest } = fields;
	const cause = error instanceof Error ? { error: error.name, detail: error.message, stack: error.stack } : { error };
	const line = JSON.stringify({
		level,
		message,
		...currentScope(),
		...rest,
		...(error === undefined ? {} : cause),
	});
	if (inLambda()) process.stdout.write(`${line}\n`);
	else console[level](line);
}
