import { promisify } from "node:util";
import { gzip } from "node:zlib";
import type { APIGatewayProxyStructuredResultV2 } from "aws-lambda";

/** What fits one packet is not sent faster for being smaller. */
const minBytes = 1400;
const zipped = promisify(gzip);

/**
 * An answer as the caller takes it. Here, and not at CloudFront, which compresses what it caches alone, and would weaken the `ETag`
 * by which corrections are made.
 */
export async function compressed(
	answer: APIGatewayProxyStructuredResultV2,
	acceptEncoding: string | undefined,
): Promise<APIGatewayProxyStructuredResultV2> {
	if (Buffer.byteLength(answer.body ?? "") < minBytes) return answer;
	const headers = { ...answer.headers, vary: "accept-encoding" };
	if (!takesGzip(acceptEncoding)) return { ...answer, headers };
	const body = await zipped(answer.body ?? "");
	return {
		...answer,
		headers: { ...headers, "content-encoding": "gzip" },
		body: body.toString("base64"),
		isBase64Encoded: true,
	};
}

/** RFC 9110, 12.5.3: `gzip;q=0` is a refusal. */
function takesGzip(acceptEncoding = ""): boolean {
	const weights = new Map(
		acceptEncoding.split(",").map((coding) => {
			const [name = "", weight = "q=1"] = coding.split(";").map((part) => part.trim().toLowerCase());
			return [name, Number(weight.slice(2))];
		}),
	);
	return (weights.get("gzip") ?? weights.get("*") ?? 0) > 0;
}
