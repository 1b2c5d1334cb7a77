import type { IncomingMessage } from "node:http";
import type { APIGatewayProxyEventV2WithJWTAuthorizer } from "aws-lambda";
import type { Claims } from "./authorizer.ts";
import type { Match, Route } from "./router.ts";

type Event = APIGatewayProxyEventV2WithJWTAuthorizer;

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** A request in payload format 2.0. */
export function toEvent(
	request: IncomingMessage,
	{ route, pathParameters }: Match<Route>,
	{ body, claims, requestId }: { body: Buffer; claims: Claims; requestId: string },
): Event {
	const [path = "/", query = ""] = splitOnce(request.url ?? "/", "?");
	const headers = joinHeaders(request.rawHeaders);
	const cookies = headers.cookie?.split(/; */);
	delete headers.cookie;
	const now = new Date();
	const text = isText(headers["content-type"]);
	return {
		version: "2.0",
		routeKey: `${route.method} ${route.path}`,
		rawPath: path,
		rawQueryString: query,
		...(cookies && { cookies }),
		headers,
		...(query && { queryStringParameters: joinPairs(new URLSearchParams(query)) }),
		...(Object.keys(pathParameters).length > 0 && { pathParameters }),
		requestContext: {
			accountId: "000000000000",
			apiId: "local",
			// The types have two more members and no null; this is what the service sends.
			authorizer: { jwt: { claims, scopes: null } } as unknown as Event["requestContext"]["authorizer"],
			domainName: headers.host ?? "",
			domainPrefix: "local",
			http: {
				method: route.method,
				path,
				protocol: `HTTP/${request.httpVersion}`,
				sourceIp: request.socket.remoteAddress ?? "",
				userAgent: headers["user-agent"] ?? "",
			},
			requestId,
			routeKey: `${route.method} ${route.path}`,
			stage: "$default",
			time: logTime(now),
			timeEpoch: now.getTime(),
		},
		...(body.length > 0 && { body: body.toString(text ? "utf8" : "base64") }),
		isBase64Encoded: body.length > 0 && !text,
	};
}

function splitOnce(text: string, separator: string): string[] {
	const at = text.indexOf(separator);
	return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}

function joinHeaders(raw: string[]): Record<string, string> {
	const pairs: [string, string][] = [];
	for (let index = 0; index < raw.length; index += 2) {
		pairs.push([raw[index]?.toLowerCase() ?? "", raw[index + 1] ?? ""]);
	}
	return joinPairs(pairs);
}

function joinPairs(pairs: Iterable<[string, string]>): Record<string, string> {
	const joined = new Map<string, string>();
	for (const [name, value] of pairs) {
		const before = joined.get(name);
		joined.set(name, before === undefined ? value : `${before}${name === "cookie" ? "; " : ","}${value}`);
	}
	return Object.fromEntries(joined);
}

function isText(contentType: string | undefined): boolean {
	const type = contentType?.split(";")[0]?.trim().toLowerCase() ?? "text/plain";
	return /^text\/|^application\/(json|xml|javascript)$|\+(json|xml)$/.test(type);
}

/** `12/Mar/2020:19:03:58 +0000` */
function logTime(date: Date): string {
	const two = (value: number) => String(value).padStart(2, "0");
	const day = `${two(date.getUTCDate())}/${months[date.getUTCMonth()]}/${date.getUTCFullYear()}`;
	return `${day}:${two(date.getUTCHours())}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())} +0000`;
}
