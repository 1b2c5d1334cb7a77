import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Answer, message } from "./answer.ts";

const swagger = dirname(fileURLToPath(import.meta.resolve("swagger-ui-dist/package.json")));
const openapi = new URL("../../docs/openapi.json", import.meta.url);

const apiPage = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Rireki API</title>
<link rel="icon" href="/docs/favicon-32x32.png">
<link rel="stylesheet" href="/docs/swagger-ui.css">
</head>
<body>
<div id="api"></div>
<script src="/docs/swagger-ui-bundle.js"></script>
<script>
SwaggerUIBundle({
	url: "/openapi.json", dom_id: "#api", deepLinking: true, persistAuthorization: true, validatorUrl: null,
});
</script>
</body>
</html>
`;

/** The pages that the stack serves to anybody. */
const pages: Record<string, () => Answer | Promise<Answer>> = {
	"/": () => ({ status: 302, headers: { location: "/docs" }, body: "" }),
	"/health": () => page("application/json", JSON.stringify({ status: "ok" })),
	"/openapi.json": () => file("application/json", openapi),
	"/docs": () => page("text/html; charset=utf-8", apiPage),
	"/docs/swagger-ui.css": () => file("text/css; charset=utf-8", join(swagger, "swagger-ui.css")),
	"/docs/swagger-ui-bundle.js": () => file("text/javascript; charset=utf-8", join(swagger, "swagger-ui-bundle.js")),
	"/docs/favicon-32x32.png": () => file("image/png", join(swagger, "favicon-32x32.png")),
};

export async function findPage(method: string, path: string): Promise<Answer | undefined> {
	if (method !== "GET" && method !== "HEAD") return undefined;
	return Object.hasOwn(pages, path) ? pages[path]?.() : undefined;
}

async function file(contentType: string, path: string | URL): Promise<Answer> {
	try {
		return page(contentType, await readFile(path));
	} catch (cause) {
		if ((cause as NodeJS.ErrnoException).code !== "ENOENT") throw cause;
		return message(404, `There is no ${path}`);
	}
}

function page(contentType: string, body: string | Buffer): Answer {
	return { status: 200, headers: { "content-type": contentType }, body };
}
