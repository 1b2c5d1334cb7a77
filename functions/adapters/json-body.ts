import { AppError } from "../../shared/platform/errors.ts";
import type { ApiEvent } from "./http.ts";

const maxBodyBytes = 1_000_000;
const jsonType = /^application\/(?:[\w.+-]+\+)?json$/;

/**
 * A request's body. Anything but JSON in UTF-8 is refused, because other encodings would be stored as question marks.
 * @throws AppError `unsupported-media-type`, `too-large`, `invalid` (body-not-utf8, body-not-json)
 */
export function jsonBody(event: ApiEvent): unknown {
	const [type = "", ...parameters] = (event.headers["content-type"] ?? "").toLowerCase().split(";");
	if (!jsonType.test(type.trim()) || !charsetsOf(parameters).every((name) => name === "utf-8" || name === "utf8")) {
		throw new AppError("content-type-unsupported", "content type is not JSON in UTF-8");
	}
	const text = textOf(event);
	try {
		return JSON.parse(text);
	} catch (error) {
		throw new AppError("body-not-json", (error as Error).message);
	}
}

/** All charsets that are named: if two differ, it is unclear which is meant. */
function charsetsOf(parameters: readonly string[]): string[] {
	return parameters.flatMap((parameter) => {
		const [name = "", value = ""] = parameter.split("=", 2).map((part) => part.trim());
		return name === "charset" && value !== "" ? [value.replace(/^"(.*)"$/, "$1").trim()] : [];
	});
}

/** Without a byte order mark. */
function textOf({ body = "", isBase64Encoded }: ApiEvent): string {
	const bytes = Buffer.from(body, isBase64Encoded ? "base64" : "utf8");
	if (bytes.length > maxBodyBytes) throw new AppError("body-too-large", "body over 1 MB");
	// The gateway passes text bodies as strings, in which invalid UTF-8 has become U+FFFD; that is the only sign of it.
	if (!isBase64Encoded && body.includes("\ufffd")) throw notUtf8();
	try {
		return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
	} catch {
		throw notUtf8();
	}
}

function notUtf8(): AppError {
	return new AppError("body-not-utf8", "the body is not UTF-8");
}
