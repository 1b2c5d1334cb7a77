import { currentScope } from "./scope.ts";

type Level = "info" | "warn" | "error";

/** Lambda puts a prefix before what `console` writes, which CloudWatch's metrics and JSON filters stumble over. */
export const inLambda = () => process.env.AWS_LAMBDA_FUNCTION_NAME !== undefined;

/**
 * One JSON line, with the ids of its scope; what CloudWatch and the local stack both take. Never a customer's data: ids
 * and codes only.
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
