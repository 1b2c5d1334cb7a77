import { promisify } from "node:util";
import { gzip } from "node:zlib";
import type { APIGatewayProxyStructuredResultV2 } from "aws-lambda";

/** An answer that fits into one packet does not get faster by being smaller. */
const minBytes = 1400;
const zipped = promisify(gzip);

/**
 * An answer, compressed if the caller accepts that. Not done at CloudFront, which compresses only what it caches, and
 * would weaken the `ETag` that corrections need.
 */
export async function compressed(
	answer: APIGatewayProxyStructuredResultV2,
	acceptEncoding: string | undefined,
): Promise<APIGatewayProxyStructuredResultV2> {
	if (Buffer.byteLength(answer.body ?? "") < minBytes) return answer;
	const headers = { ...answer.headers, vary: "accept-encoding" };
	if (!acceptsGzip(acceptEncoding)) return { ...answer, headers };
	const body = await zipped(answer.body ?? "");
	return {
		...answer,
		headers: { ...headers, "content-encoding": "gzip" },
		body: body.toString("base64"),
		isBase64Encoded: true,
	};
}

/** RFC 9110, 12.5.3: `gzip;q=0` is a refusal. */
function acceptsGzip(acceptEncoding = ""): boolean {
	const weights = new Map(
		acceptEncoding.split(",").map((coding) => {
			const [name = "", weight = "q=1"] = coding.split(";").map((part) => part.trim().toLowerCase());
			return [name, Number(weight.slice(2))];
		}),
	);
	return (weights.get("gzip") ?? weights.get("*") ?? 0) > 0;
}
