import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { writtenEventSchemas } from "../../infra/events-documents.ts";
import { incomingEventSchema } from "../../shared/incoming-event/model.ts";
import { outgoingEventSchemas } from "../../shared/outgoing-event/model.ts";

it("the schemas of the events are those that lie in docs/ (npm run openapi writes them), and there are no others", () => {
	const written = writtenEventSchemas();
	expect(readdirSync("docs/events").sort()).toEqual([...written.keys()].sort());
	for (const [name, text] of written) expect(readFileSync(`docs/events/${name}`, "utf8"), name).toBe(text);
});

it("docs/events.md names every type, and its example is one", () => {
	const text = readFileSync("docs/events.md", "utf8");
	for (const name of writtenEventSchemas().keys()) expect(text).toContain(`(events/${name})`);
	const [, example = ""] = /```json\n(\{\n {2}"specversion"[\s\S]*?)\n```/.exec(text) ?? [];
	expect(outgoingEventSchemas[0].parse(JSON.parse(example))).toEqual(JSON.parse(example));
});

it("the events of the specification are what their schemas describe", () => {
	const lines = readFileSync("test/data/events.example.ndjson", "utf8").trim().split("\n");
	const types = new Set(lines.map((line) => incomingEventSchema.parse(JSON.parse(line)).type));
	expect([...types].map((type) => `${type}.schema.json`).every((name) => writtenEventSchemas().has(name))).toBe(true);
});
