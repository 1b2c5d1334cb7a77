/** Ends a command with an error: the reason on stderr, with the usage if the arguments were wrong. */
export function fail(cause: unknown, usage: string): never {
	const error = cause instanceof Error ? cause : new Error(String(cause));
	console.error(error.message || error.name);
	if (isArgumentError(error)) console.error(`Usage: ${usage}`);
	if (process.env.DEBUG) console.error(error);
	process.exit(1);
}

export class ArgumentError extends Error {}

function isArgumentError(error: Error): boolean {
	return error instanceof ArgumentError || String((error as NodeJS.ErrnoException).code).startsWith("ERR_PARSE_ARGS");
}
