import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it, test } from "vitest";
import * as z from "zod";
import { eventSchemas, writtenEventSchemas } from "../../contract/event-schemas/documents.ts";
import { systemResults } from "../../shared/directory/model.ts";
import { incomingEventSchema } from "../../shared/incoming-event/model.ts";
import { readEvent } from "../../shared/intake/read-event.ts";
import { outgoingEventSchemas } from "../../shared/outgoing-event/model.ts";
import { reasons, remedies } from "../../shared/rejection/model.ts";

const document = readFileSync("docs/events.md", "utf8");
const outgoing = outgoingEventSchemas.map((schema) => schema.shape.type.value as string);
// biome-ignore lint/suspicious/noExplicitAny: schemas are read as plain JSON
const schemas = [...eventSchemas()] as unknown as [string, any][];

it("docs/events/ holds exactly the schemas of the events (npm run openapi writes them)", () => {
	const written = writtenEventSchemas();
	expect(readdirSync("docs/events").sort()).toEqual([...written.keys()].sort());
	for (const [name, text] of written) expect(readFileSync(`docs/events/${name}`, "utf8"), name).toBe(text);
});

it("docs/events.md links the schema of every type, and its example is a valid event", () => {
	for (const name of writtenEventSchemas().keys()) expect(document).toContain(`(events/${name})`);
	const [, example = ""] = /```json\n(\{\n {2}"specversion"[\s\S]*?)\n```/.exec(document) ?? [];
	expect(outgoingEventSchemas[0].parse(JSON.parse(example))).toEqual(JSON.parse(example));
});

it("docs/events.md lists every rejection reason with the same remedy as the events, and no others", () => {
	const [, section = ""] = /\*\*Rejected\.\*\*([\s\S]*)\*\*Noted\.\*\*/.exec(document) ?? [];
	const rows = [...section.matchAll(/^\| `([\w-]+)` \| (.*) \| (.*) \|$/gm)];
	const told = rows.map(([, reason, , remedy]) => [reason, remedy]);
	expect(told).toEqual(reasons.map((reason) => [reason, `${remedies[reason].en}<br>${remedies[reason].ja}`]));
});

it("every event of the specification's example is valid, and its type has a schema", () => {
	const lines = readFileSync("test/data/events.example.ndjson", "utf8").trim().split("\n");
	const types = new Set(lines.map((line) => incomingEventSchema.parse(JSON.parse(line)).type));
	expect([...types].map((type) => `${type}.schema.json`).every((name) => writtenEventSchemas().has(name))).toBe(true);
});

describe.each(schemas)("%s", (type, schema) => {
	const { examples, ...rest } = schema;

	test("has examples that fit its own schema", () => {
		expect(examples.length).toBeGreaterThan(0);
		const described = z.fromJSONSchema(rest);
		for (const example of examples) {
			expect(described.safeParse(example).error?.issues).toBeUndefined();
			expect(described.safeParse({ ...example, time: 7 }).success).toBe(false);
		}
	});

	test("has examples that are read unchanged", () => {
		for (const example of examples) {
			if (outgoing.includes(type)) {
				const own = outgoingEventSchemas.find(({ shape }) => shape.type.value === type);
				expect(own?.parse(example)).toEqual(example);
			} else expect(readEvent(JSON.stringify(example))).toEqual({ event: incomingEventSchema.parse(example) });
		}
	});

	test.skipIf(outgoing.includes(type))("states what the intake uses for a missing member", () => {
		for (const [name, member] of Object.entries<{ default?: unknown }>(schema.properties.data.properties)) {
			const [example] = examples;
			const { [name]: _, ...data } = example.data;
			const reading = readEvent(JSON.stringify({ ...example, data }));
			const read: unknown = "event" in reading ? (reading.event.data as Record<string, unknown>)[name] : undefined;
			expect(read, name).toEqual(member.default);
			expect("event" in reading, name).toBe(!schema.properties.data.required.includes(name));
		}
	});
});

it("the schema of a completed call names the system results in resultId", () => {
	const [, schema] = schemas.find(([type]) => type === "rireki.call.completed.v1") ?? [];
	const { resultId } = schema.properties.data.properties;
	expect(resultId.anyOf[0].enum).toEqual(Object.keys(systemResults));
	for (const label of Object.values(systemResults)) expect(resultId.anyOf[0].description).toContain(label);
});
