import { readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { build } from "esbuild";

const root = import.meta.dirname;

/**
 * A Lambda's credentials come by its environment. The chain of other providers (profiles, SSO, metadata service, …) is
 * 95 KB that it never runs.
 */
const environmentCredentialsOnly = {
	name: "environment-credentials-only",
	setup({ onResolve, onLoad }) {
		onResolve({ filter: /^@aws-sdk\/credential-provider-node$/ }, () => ({ path: "env", namespace: "credentials" }));
		onLoad({ filter: /.*/, namespace: "credentials" }, () => ({
			contents: 'import { fromEnv } from "@aws-sdk/credential-provider-env"; export const defaultProvider = fromEnv;',
			resolveDir: root,
		}));
	},
};

/** `import "node:http"` costs an ES module 50 ms at start; `process.getBuiltinModule` gives the same module for nothing. */
const builtinsAtOnce = {
	name: "builtins-at-once",
	setup({ onResolve, onLoad }) {
		const builtin =
			/^(?:node:)?(?:async_hooks|buffer|child_process|crypto|events|fs|fs\/promises|http|http2|https|net|os|path|process|stream|tls|url|util|zlib)$/;
		onResolve({ filter: builtin }, ({ path }) => ({ path: path.replace(/^node:/, ""), namespace: "builtin" }));
		onLoad({ filter: /.*/, namespace: "builtin" }, ({ path }) => ({
			contents: `module.exports = process.getBuiltinModule("node:${path}");`,
		}));
	},
};

/** Bundles one entry point as Lambda gets it. @returns the output's bytes by path, as esbuild's metafile tells them */
export async function bundle(entryPoint, outfile) {
	const { metafile } = await build({
		entryPoints: [entryPoint],
		outfile,
		bundle: true,
		minify: true,
		keepNames: false,
		platform: "node",
		target: "node24",
		format: "esm",
		mainFields: ["module", "main"],
		metafile: true,
		sourcemap: "linked",
		sourcesContent: false,
		legalComments: "none",
		plugins: [environmentCredentialsOnly, builtinsAtOnce],
		banner: {
			js: 'const require=process.getBuiltinModule("node:module").createRequire(import.meta.url);',
		},
		logLevel: "warning",
	});
	return metafile;
}

/** Every function of the product: `api/get-me`, `events/intake`, … */
export function functionNames() {
	return ["api", "events"].flatMap((kind) =>
		readdirSync(join(root, "functions", kind)).map((file) => `${kind}/${basename(file, ".ts")}`),
	);
}

export function bundleFunction(name, outdir = join(root, "dist")) {
	return bundle(join(root, "functions", `${name}.ts`), join(outdir, name, "index.mjs"));
}

if (process.argv[1] === import.meta.filename) {
	for (const name of functionNames()) {
		const { outputs } = await bundleFunction(name);
		const [bytes] = Object.entries(outputs).flatMap(([path, { bytes }]) => (path.endsWith(".mjs") ? [bytes] : []));
		console.log(`${String(Math.round(bytes / 1024)).padStart(5)} KB  ${name}`);
	}
}
