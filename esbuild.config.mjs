import { readdirSync, readFileSync } from "node:fs";
import { basename, join, relative } from "node:path";
import { build } from "esbuild";

const root = import.meta.dirname;

/**
 * A Lambda gets its credentials from its environment. The chain of other providers (profiles, SSO, metadata service, …)
 * is 95 KB that never runs.
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

/**
 * `import "node:http"` costs an ES module 50 ms at start; `process.getBuiltinModule` returns the same module for free.
 */
const builtinsAtOnce = {
	name: "builtins-at-once",
	setup({ onResolve, onLoad }) {
		const names =
			"async_hooks|buffer|child_process|crypto|events|fs|fs/promises|http|http2|https|net|os|path|process|stream|tls|" +
			"url|util|zlib";
		const builtin = new RegExp(`^(?:node:)?(?:${names})$`);
		onResolve({ filter: builtin }, ({ path }) => ({ path: path.replace(/^node:/, ""), namespace: "builtin" }));
		onLoad({ filter: /.*/, namespace: "builtin" }, ({ path }) => ({
			contents: `module.exports = process.getBuiltinModule("node:${path}");`,
		}));
	},
};

/**
 * ElectroDB is CommonJS, and esbuild includes everything that a CommonJS module requires, used or not: the SDK's whole
 * client (50 KB and 25 ms) in every bundle that can reach ElectroDB. So the SDK is imported separately and passed in.
 */
const electroBesideSdk = {
	name: "electro-beside-sdk",
	setup({ onResolve, onLoad }) {
		const namespace = "electro";
		onResolve({ filter: /^electrodb$/ }, ({ namespace: from }) =>
			from === namespace ? undefined : { path: "entry", namespace, sideEffects: false },
		);
		onResolve({ filter: /^@aws-sdk\/(?:lib|util)-dynamodb$/ }, ({ importer }) =>
			importer.endsWith(join("electrodb", "src", "client.js")) ? { path: "sdk", namespace } : undefined,
		);
		onResolve({ filter: /^(?:sdk|no-schemas)$/, namespace }, ({ path }) => ({ path, namespace }));
		onLoad({ filter: /^entry$/, namespace }, () => ({
			contents: `
				import * as electro from "electrodb";
				import sdk from "sdk";
				import * as lib from "@aws-sdk/lib-dynamodb";
				import { unmarshall } from "@aws-sdk/util-dynamodb";
				${electroCommands.map((name) => `sdk.${name}Command = lib.${name}Command;`).join("")}
				sdk.unmarshall = unmarshall;
				export const { Entity, Service } = electro;`,
			resolveDir: root,
		}));
		onLoad({ filter: /^sdk$/, namespace }, () => ({ contents: "module.exports = {};" }));

		// ElectroDB checks its models against a JSON schema whenever it is loaded (25 ms); the tests already check the same
		// models.
		onResolve({ filter: /^jsonschema$/ }, () => ({ path: "no-schemas", namespace }));
		onLoad({ filter: /^no-schemas$/, namespace }, () => ({
			contents: `
				exports.Validator = class {
					addSchema() {}
					validate({ attributes }) { return { errors: attributes ? [] : [{}] } }
				};
				exports.Validator.prototype.customFormats = {};`,
		}));
	},
};

const electroCommands = [
	"Get",
	"Put",
	"Update",
	"Delete",
	"Query",
	"Scan",
	"BatchGet",
	"BatchWrite",
	"TransactGet",
	"TransactWrite",
];

/** Every zod schema can produce a JSON schema, which only `contract/` needs: 16 KB, and work for each new schema. */
const noJsonSchema = {
	name: "no-json-schema",
	setup({ onLoad }) {
		onLoad({ filter: /zod\/v4\/core\/(?:to-json-schema|json-schema-processors)\.js$/ }, ({ path }) => {
			const names = [...readFileSync(path, "utf8").matchAll(/^export (?:const|function|async function|class) (\w+)/gm)];
			return { contents: names.map(([, name]) => `export const ${name} = () => () => undefined;`).join("\n") };
		});
	},
};

/**
 * S3's schemas have constants as member names (`{ [_hH]: … }`), and esbuild keeps everything with a computed key: all
 * operations of the service, for the five that we call. Writing the keys out saves 55 KB.
 */
const usedSchemasOnly = {
	name: "used-schemas-only",
	setup({ onLoad }) {
		onLoad({ filter: /@aws-sdk\/client-[\w-]+\/dist-es\/schemas\/schemas_\d+\.js$/ }, ({ path }) => {
			const source = readFileSync(path, "utf8");
			const constants = new Map(
				[...source.matchAll(/^const (\w+) = ("[^"]*");$/gm)].map(([, name, value]) => [name, value]),
			);
			return {
				contents: source.replace(/\[(\w+)\]:/g, (key, name) => (constants.has(name) ? `${constants.get(name)}:` : key)),
			};
		});
	},
};

/**
 * Bundles entry points as they are deployed, all in one build, as they share most of their modules.
 * @param sources paths of the entry points, by name; each becomes `<outdir>/<name>/index.mjs`
 * @returns of each bundle, by name: its file, its size in bytes, and the paths of all modules that it was made from
 */
export async function bundle(sources, outdir) {
	const { metafile } = await build({
		entryPoints: Object.entries(sources).map(([name, path]) => ({ in: path, out: `${name}/index` })),
		outdir,
		outExtension: { ".js": ".mjs" },
		absWorkingDir: root,
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
		plugins: [environmentCredentialsOnly, builtinsAtOnce, electroBesideSdk, noJsonSchema, usedSchemasOnly],
		banner: {
			js:
				// zod compiles a parser for each schema at its first use, which pays off after thousands of parses: 8 ms.
				"globalThis.__zod_globalConfig={jitless:true};" +
				'const require=process.getBuiltinModule("node:module").createRequire(import.meta.url);',
		},
		logLevel: "warning",
	});
	return new Map(
		Object.keys(sources).map((name) => {
			const file = join(outdir, name, "index.mjs");
			const { bytes, entryPoint } = metafile.outputs[relative(root, file)];
			return [name, { file, bytes, modules: [...withImports(entryPoint, metafile.inputs)] }];
		}),
	);
}

/** A module and all that it imports, directly or not. */
function withImports(path, inputs, found = new Set()) {
	if (found.has(path) || !inputs[path]) return found;
	found.add(path);
	for (const imported of inputs[path].imports) withImports(imported.path, inputs, found);
	return found;
}

/** Every function of the product: `api/get-me`, `events/intake`, … */
export function functionNames() {
	return ["api", "workflow", "events"].flatMap((kind) =>
		readdirSync(join(root, "functions", kind)).map((file) => `${kind}/${basename(file, ".ts")}`),
	);
}

/** What a bundle may weigh, in KB: people wait for the API's functions to start, and for a search most often. */
export function maxKilobytes(name) {
	if (name === "api/search-call-histories") return 450;
	return name.startsWith("api/") ? 700 : 800;
}

export function bundleFunctions(names = functionNames(), outdir = join(root, "dist")) {
	return bundle(Object.fromEntries(names.map((name) => [name, join(root, "functions", `${name}.ts`)])), outdir);
}

if (process.argv[1] === import.meta.filename) {
	for (const [name, { bytes }] of await bundleFunctions()) {
		console.log(`${String(Math.round(bytes / 1024)).padStart(5)} KB  ${name}`);
	}
}
