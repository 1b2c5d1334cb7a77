import { readFile } from "node:fs/promises";
import { extname, join } from "node:path";
import type { Answer } from "./answer.ts";

/** The configuration that the console reads when it starts, so that one build serves every stage. */
export interface ConsoleConfig {
	apiBase: string;
	oidc: { authority: string; client_id: string };
}

export type FindConsolePage = (method: string, path: string) => Promise<Answer | undefined>;

const base = "/console/";
const contentTypes: Record<string, string> = {
	".css": "text/css; charset=utf-8",
	".html": "text/html; charset=utf-8",
	".js": "text/javascript; charset=utf-8",
	".json": "application/json",
	".svg": "image/svg+xml",
	".woff": "font/woff",
	".woff2": "font/woff2",
};

/** Serves the built console under `/console/`, as CloudFront does: every address below it is the same page. */
export function createConsolePages(
	folder: string,
	{ config, s3 }: { config: ConsoleConfig; s3: string },
): FindConsolePage {
	const headers = {
		"content-security-policy": securityPolicy(new URL(config.oidc.authority).origin, new URL(s3).origin),
		"x-content-type-options": "nosniff",
		"referrer-policy": "no-referrer",
	};
	return async (method, path) => {
		if (method !== "GET" && method !== "HEAD") return undefined;
		if (path === "/console") return { status: 302, headers: { location: base }, body: "" };
		if (!path.startsWith(base)) return undefined;
		if (path === `${base}config.json`) {
			return answer(".json", JSON.stringify(config), { ...headers, "cache-control": "no-cache" });
		}
		const name = decodeURIComponent(path.slice(base.length));
		// In deeper paths an id may look like a file name.
		const isFile = /^(assets\/.+|[^/]+\.\w+)$/.test(name) && !name.includes("..");
		const body = await readFile(join(folder, isFile ? name : "index.html")).catch(() => undefined);
		if (!body) return answer(".html", isFile ? "Not Found" : missing, headers, isFile ? 404 : 503);
		const forever = name.startsWith("assets/");
		const cache = forever ? "public, max-age=31536000, immutable" : "no-cache";
		return answer(isFile ? extname(name) : ".html", body, { ...headers, "cache-control": cache });
	};
}

const missing = "<p>The console has not been built: npm run build:console</p>";

function answer(extension: string, body: string | Buffer, headers: Record<string, string>, status = 200): Answer {
	const type = contentTypes[extension] ?? "application/octet-stream";
	return { status, headers: { ...headers, "content-type": type }, body };
}

/** The cloud's headers (infra/constructs/security-headers.ts), so that what they block is blocked here too. */
function securityPolicy(issuer: string, s3: string): string {
	return [
		"default-src 'none'",
		"script-src 'self'",
		"style-src 'self'",
		"font-src 'self'",
		"img-src 'self' data:",
		`connect-src 'self' ${s3} ${issuer}`,
		`media-src 'self' ${s3}`,
		"manifest-src 'self'",
		"base-uri 'none'",
		"form-action 'none'",
		"frame-ancestors 'none'",
	].join("; ");
}
