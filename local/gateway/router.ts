export interface Route {
	method: string;
	path: string;
	function: string;
}

export interface Match<R extends Route> {
	route: R;
	/** Percent-decoded, by the name in the route's path. */
	pathParameters: Record<string, string>;
}

/** @throws URIError for a parameter that is not valid percent-encoding */
export type FindRoute<R extends Route> = (method: string, path: string) => Match<R> | undefined;

/**
 * Like API Gateway: a literal part takes precedence over a parameter, a parameter is one non-empty part, and a trailing
 * `/` matters.
 */
export function createRouter<R extends Route>(routes: readonly R[]): FindRoute<R> {
	const parsed = routes
		.map((route) => ({ route, parts: route.path.split("/") }))
		.sort((a, b) => parameterCount(a.parts) - parameterCount(b.parts));
	return (method, path) => {
		const parts = path.split("/");
		const found = parsed.find(({ route, parts: wanted }) => route.method === method && fits(wanted, parts));
		if (!found) return undefined;
		const parameters = found.parts.flatMap((part, index) =>
			isParameter(part) ? [[part.slice(1, -1), decodeURIComponent(parts[index] ?? "")]] : [],
		);
		return { route: found.route, pathParameters: Object.fromEntries(parameters) };
	};
}

function fits(wanted: string[], parts: string[]): boolean {
	if (wanted.length !== parts.length) return false;
	return wanted.every((part, index) => (isParameter(part) ? parts[index] !== "" : part === parts[index]));
}

const isParameter = (part: string) => part.startsWith("{");
const parameterCount = (parts: string[]) => parts.filter(isParameter).length;
