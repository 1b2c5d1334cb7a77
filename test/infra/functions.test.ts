import { readdirSync } from "node:fs";
import { expect, it } from "vitest";
import { functionNames } from "../../infra/functions.ts";
import { routes } from "../../infra/routes.ts";

const files = ["api", "workflow", "events"].flatMap((folder) =>
	readdirSync(`functions/${folder}`).map((file) => `${folder}/${file.replace(/\.ts$/, "")}`),
);

it("every function file is deployed, and every deployed function has a file", () => {
	expect(functionNames.toSorted()).toEqual(files.toSorted());
});

it("every function of the API has a route", () => {
	const written = functionNames.filter((name) => name.startsWith("api/"));
	expect(written.toSorted()).toEqual(routes.map((route) => `api/${route.function}`).toSorted());
});

it("no two functions would have the same name in the cloud", () => {
	const names = functionNames.map((name) => name.split("/")[1]);
	expect(new Set(names).size).toBe(names.length);
});
