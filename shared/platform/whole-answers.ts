/**
 * A member that every answer of a command contains: without this check, a proxy's page with status 200 would pass for
 * an answer.
 */
const always: Readonly<Record<string, string>> = {
	PutObjectCommand: "ETag",
	GetObjectCommand: "ETag",
	ListObjectsV2Command: "IsTruncated",
	SendEmailCommand: "MessageId",
};

type Next = (args: unknown) => Promise<{ output: object }>;

interface Client {
	middlewareStack: { add(middleware: never, options: { step: "deserialize"; name: string; priority: "high" }): void };
}

/**
 * Makes a client of an XML service accept only real answers; anything else counts as a network fault (502), which is
 * retried. JSON services need no such check, as an HTML page is not valid JSON.
 */
export function expectWholeAnswers<C extends Client>(client: C): C {
	const expect = (next: Next, context: { commandName?: string }) => async (args: unknown) => {
		const answer = await next(args);
		const member = always[context.commandName ?? ""];
		if (member && (answer.output as Record<string, unknown>)[member] === undefined) {
			const message = `${context.commandName} was answered without ${member}`;
			throw Object.assign(new Error(message), { name: "BrokenAnswer", $metadata: { httpStatusCode: 502 } });
		}
		return answer;
	};
	client.middlewareStack.add(expect as never, { step: "deserialize", name: "wholeAnswers", priority: "high" });
	return client;
}
