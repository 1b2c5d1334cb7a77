import { execFileSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { routes } from "../../infra/routes.ts";

const files = readdirSync("functions/api").map((file) => file.replace(/\.ts$/, ""));

describe("the routes", () => {
	it("serve each file of functions/api exactly once", () => {
		expect(routes.map((route) => route.function).sort()).toEqual(files.sort());
	});

	it("never repeat a method and path", () => {
		const names = routes.map(({ method, path }) => `${method} ${path.replace(/\{\w+\}/g, "{}")}`);
		expect(new Set(names).size).toBe(names.length);
	});

	for (const { function: name } of routes) {
		it(`lead to ${name}, with its two exports`, async () => {
			expect(existsSync(`functions/api/${name}.ts`)).toBe(true);
			const module = await import(`../../functions/api/${name}.ts`);
			expect(typeof module.createHandler).toBe("function");
			expect(typeof module.handler).toBe("function");
		});
	}
});

describe("a function file", () => {
	const paths = ["api", "events", "workflow"]
		.filter((folder) => existsSync(`functions/${folder}`))
		.flatMap((folder) => readdirSync(`functions/${folder}`).map((file) => `functions/${folder}/${file}`));

	it("can be imported without any environment, changes none, and leaves nothing running", () => {
		const script = `
			const before = JSON.stringify(process.env);
			for (const path of ${JSON.stringify(paths)}) await import(process.cwd() + "/" + path);
			if (JSON.stringify(process.env) !== before) throw new Error("the environment was changed");
		`;
		const output = execFileSync(process.execPath, ["--input-type=module", "-e", script], {
			env: {},
			timeout: 30_000,
			encoding: "utf8",
		});
		expect(output).toBe("");
	});
});
