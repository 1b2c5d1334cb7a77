import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";

/**
 * The component library's tokens, such as `var(--color-text-small-uo2fu4, #656871)` under `colorTextSmall`. The package
 * does not export the file, but it comes from the same build as the styles.
 */
const library = dirname(fileURLToPath(import.meta.resolve("@cloudscape-design/components/package.json")));
const tokens: Record<string, string | undefined> = await import(join(library, "internal/generated/styles/tokens.js"));

/** The component library's font stack has no Japanese font: browsers on different machines would choose differently. */
function japaneseFonts(): Plugin {
	const latin = '"Open Sans", "Helvetica Neue", Roboto, Arial, sans-serif';
	const japanese =
		'"Hiragino Sans", "Hiragino Kaku Gothic ProN", "Noto Sans JP", "Noto Sans CJK JP", "Yu Gothic UI", Meiryo, sans-serif';
	return {
		name: "japanese-fonts",
		enforce: "pre",
		transform(code, id) {
			if (!id.includes("@cloudscape-design") || !id.endsWith(".css")) return undefined;
			// The library also embeds 140 KB of a Latin font in `data:` URLs, which the console's content security policy
			// forbids. Japanese fonts have no italics: browsers would slant the characters.
			return code
				.replaceAll(latin, japanese)
				.replace(/@font-face\s*\{[^}]*\}/g, "")
				.replace(/(font-style:[^;}]*)\bitalic\b/g, "$1normal");
		},
	};
}

/**
 * Replaces `var(--cs-color-text-small)` in our style sheets with the component library's token of that name; an unknown
 * name fails the build.
 */
function designTokens(): Plugin {
	return {
		name: "design-tokens",
		enforce: "pre",
		transform(code, id) {
			if (!id.includes("/web/src/") || !id.endsWith(".css")) return undefined;
			return code.replace(/var\(--cs-([\w-]+)\)/g, (_, name: string) => {
				const token = tokens[name.replace(/-(\w)/g, (_dash, next: string) => next.toUpperCase())];
				if (!token) throw new Error(`The component library has no token ${name}`);
				return token;
			});
		},
	};
}

/**
 * Marks the schemas of shared models as pure: the console imports the models for their constants and rules, and the
 * build drops unused schemas, and zod with the last of them.
 */
function pureSchemas(): Plugin {
	return {
		name: "pure-schemas",
		enforce: "post",
		transform(code, id) {
			if (!/\/shared\/[\w-]+\/model\.ts$/.test(id)) return undefined;
			let pure = code;
			for (const statement of this.parse(code).body.toReversed()) {
				const declared = statement.type === "ExportNamedDeclaration" ? statement.declaration : statement;
				if (declared?.type !== "VariableDeclaration") continue;
				for (const { init } of declared.declarations) {
					if (init?.type !== "CallExpression") continue;
					const { start, end } = init as unknown as { start: number; end: number };
					pure = `${pure.slice(0, start)}/* @__PURE__ */ (() => ${pure.slice(start, end)})()${pure.slice(end)}`;
				}
			}
			return { code: pure, map: null };
		},
	};
}

export default defineConfig({
	root: import.meta.dirname,
	base: "/console/",
	plugins: [japaneseFonts(), designTokens(), react(), pureSchemas()],
	build: {
		target: "es2022",
		outDir: "dist",
		emptyOutDir: true,
		// `data:` URLs are for images alone under the console's content security policy.
		assetsInlineLimit: 0,
		modulePreload: { polyfill: false },
		manifest: true,
		// A test limits the gzipped size of what the first page needs.
		chunkSizeWarningLimit: 900,
		// Two files for what the first page needs, before and after the login. Split by what other pages share with them,
		// they would be forty, and a twentieth larger.
		rolldownOptions: {
			output: {
				codeSplitting: {
					groups: [
						{ name: "login", test: /web\/src\/app\.tsx$/, priority: 2 },
						{ name: "search", test: /features\/search\/search-page\.tsx$/, priority: 1 },
					],
				},
			},
		},
	},
	server: {
		// For `npx vite web` beside a running `npm start`.
		proxy: { "/v1": "http://127.0.0.1:3000", "/console/config.json": "http://127.0.0.1:3000" },
	},
});
