import { readFileSync } from "node:fs";
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiPathsObject } from "zod-openapi";
import { type ApiFunction, routes } from "../../infra/routes.ts";
import { withAnswersBefore } from "./answers-before.ts";
import { components } from "./components.ts";
import { describeMembers } from "./descriptions.ts";
import { nameEnumerations } from "./enumerations.ts";
import { answerHeaders, createdAnswerHeaders, headerParameters, versionedAnswerHeaders } from "./headers.ts";
import type { Operation } from "./operation.ts";
import { operations } from "./operations.ts";
import { nameParts } from "./parts.ts";
import { onceProblems, problemResponses } from "./problems.ts";
import { referToRequests } from "./references.ts";
import { toJsonSchema } from "./schemas.ts";

/** The newest release in CHANGELOG.md, which states its promises. */
const { version } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));

/** The OpenAPI document of the whole API. */
export function buildDocument(): ReturnType<typeof createDocument> {
	const paths: ZodOpenApiPathsObject = {};
	for (const route of routes) {
		const operation = toOperationObject(route.function, operations[route.function]);
		paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: operation };
	}
	const document = createDocument(
		{
			openapi: "3.1.1",
			info: {
				title: "Rireki API",
				version,
				summary: "Call history of an outbound contact centre",
				description: readFileSync(new URL("./conventions.md", import.meta.url), "utf8"),
			},
			// Relative to the document's own address, so that it fits each environment.
			servers: [{ url: "/" }],
			tags: [
				{ name: "Call histories", description: "応対履歴: search, view, correct." },
				{ name: "Recordings", description: "録音" },
				{ name: "Trail", description: "アクセス記録" },
				{ name: "Saved searches", description: "保存した検索条件: searches saved under a name." },
				{ name: "Asynchronous searches", description: "非同期検索: results too large for the screen, as a CSV." },
				{ name: "Caller", description: "The account of the token, and the choices it has for a search." },
			],
			security: [{ token: [] }],
			paths,
			components,
		},
		{ override: toJsonSchema },
	);
	return nameEnumerations(nameParts(referToRequests(describeMembers(document))));
}

function toOperationObject(name: ApiFunction, operation: Operation): ZodOpenApiOperationObject {
	const { tag, summary, description, path, query, once, ifMatch, body, answer, problems } = operation;
	const { AcceptLanguage, IdempotencyKey, IfMatch } = headerParameters;
	return {
		operationId: name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase()),
		tags: [tag],
		summary,
		description,
		requestParams: { ...(path ? { path } : {}), ...(query ? { query } : {}) },
		parameters: [...(ifMatch ? [IfMatch] : []), ...(once ? [IdempotencyKey] : []), AcceptLanguage],
		...(body
			? {
					requestBody: {
						required: true,
						content: { "application/json": { schema: body.schema, examples: body.examples } },
					},
				}
			: {}),
		responses: {
			[answer.status ?? 200]: {
				description: answer.description,
				headers: headersOf(answer),
				...(answer.schema
					? { content: { "application/json": { schema: answer.schema, example: answer.example } } }
					: {}),
			},
			...withAnswersBefore(problemResponses(once ? [...problems, ...onceProblems] : problems)),
		},
	};
}

function headersOf({ etag, location }: Operation["answer"]) {
	if (etag) return versionedAnswerHeaders;
	return location ? createdAnswerHeaders : answerHeaders;
}

/** The document as stored in `docs/`. */
export function writtenDocument(): string {
	return `${JSON.stringify(buildDocument(), null, 2)}\n`;
}
