import * as z from "zod";
import type { ZodOpenApiResponseObject } from "zod-openapi";
import {
	firewallAnswers,
	firewallRetryAfter,
	gatewayAnswer,
	type gatewayMessages,
} from "../../infra/gateway-answers.ts";

/** Statuses that gateway, firewall and CDN answer with, before a request reaches a function. */
type Status = keyof typeof gatewayMessages;

const gatewayMessage = z
	.object({ message: z.string().meta({ description: "The gateway's message, in English, not meant for display." }) })
	.meta({ id: "GatewayMessage", description: "An answer of the gateway itself." });
const page = z.string().meta({ description: "A page for people, in English." });

const firewallProblem = z
	.object({
		type: z.literal(firewallAnswers["too-many-requests"].type).meta({ description: "As in any problem." }),
		code: z.literal("too-many-requests").meta({ description: "As in any problem." }),
		title: z
			.string()
			.meta({ description: "In Japanese and in English: the firewall does not know the caller's language." }),
		status: z.literal(429).meta({ description: "The HTTP status." }),
	})
	.meta({ id: "FirewallProblem", description: "The firewall's answer to too many requests." });

const retryAfter = z.object({
	"Retry-After": z
		.int()
		.optional()
		.meta({ description: "Seconds to wait; sent only by the firewall.", example: Number(firewallRetryAfter) }),
});

function ofGateway(status: Status, when: string): ZodOpenApiResponseObject {
	const examples = { gateway: { value: gatewayAnswer(status) } };
	return { description: when, content: { "application/json": { schema: gatewayMessage, examples } } };
}

const html = (when: string): ZodOpenApiResponseObject => ({
	description: when,
	content: { "text/html": { schema: page } },
});

const tooMany: ZodOpenApiResponseObject = {
	description: "Gateway or firewall: too many requests in all, from one address, or with one token.",
	headers: retryAfter,
	content: {
		"application/json": {
			schema: z.union([gatewayMessage, firewallProblem]),
			examples: {
				gateway: { value: gatewayAnswer(429) },
				firewall: { value: firewallAnswers["too-many-requests"] },
			},
		},
	},
};

const before: Record<string, ZodOpenApiResponseObject> = {
	401: ofGateway(401, "Gateway or firewall: no token, an expired one, or a scheme other than `Bearer`."),
	403: {
		description: "Gateway: the request did not come through the CDN. Firewall: it looks like an attack (a page).",
		content: { ...ofGateway(403, "").content, "text/html": { schema: page } },
	},
	404: ofGateway(404, "Gateway: no such path; for example, the id is empty."),
	413: ofGateway(413, "Gateway: more than 10 MB."),
	429: tooMany,
	500: ofGateway(500, "Gateway: the function failed."),
	502: html("CDN: the gateway could not be reached, or its answer could not be read."),
	503: ofGateway(503, "Gateway: no answer within 30 seconds, or too many concurrent requests."),
	504: html("CDN: the gateway did not answer in time."),
};

/** Depends only on the path, so it is listed only beside an operation's own answer with that status. */
const ofAddress = "404";

/** Shared answers, for operations without an answer of their own with that status. */
const alone: Record<string, ZodOpenApiResponseObject> = Object.fromEntries(
	Object.entries(before).map(([status, response]) => [status, { ...response, id: `Before${status}` }]),
);

/** Adds the answers of gateway, firewall and CDN to those of an operation. */
export function withAnswersBefore(
	responses: Record<string, ZodOpenApiResponseObject>,
): Record<string, ZodOpenApiResponseObject> {
	const possible = Object.entries(before).filter(([status]) => status !== ofAddress || responses[status]);
	const added = possible.map(([status, response]) => {
		const own = responses[status];
		if (!own) return [status, alone[status] ?? response] as const;
		return [
			status,
			{
				...own,
				description: `${own.description}  \n${response.description}`,
				content: { ...own.content, ...response.content },
			},
		] as const;
	});
	return { ...responses, ...Object.fromEntries(added) };
}
