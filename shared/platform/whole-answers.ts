/** What an answer of each command bears, whatever it says: without it, 200 and a page of some proxy would pass for an answer. */
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
 * Makes a client whose service answers in XML take for an answer only what is one; everything else is a fault of the way there
 * (502), which another attempt may follow. JSON says so by itself: no page of HTML is any.
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
