import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { readEvent } from "../../../shared/intake/read-event.ts";
import { createRandom } from "../../support/records.ts";

interface JsonSchema {
	type?: string;
	const?: unknown;
	enum?: unknown[];
	format?: string;
	pattern?: string;
	minLength?: number;
	maxLength?: number;
	minimum?: number;
	maximum?: number;
	maxItems?: number;
	anyOf?: JsonSchema[] | undefined;
	allOf?: JsonSchema[];
	oneOf?: JsonSchema[];
	items?: JsonSchema;
	properties?: Record<string, JsonSchema>;
	required?: string[];
}

const random = createRandom(26);
const below = (count: number) => Math.floor(random() * count);
const pick = <T>(values: readonly T[]) => values[below(values.length)] as T;
const digits = (count: number) => Array.from({ length: count }, () => below(10)).join("");
const two = (value: number) => String(value).padStart(2, "0");

const characters = ["a", "Z", "0", " ", "　", "あ", "𠮷", "👨‍👩‍👧", "\u0000", "\n", "é", "﷽", '"', "<"];

/** Makes ids from their one pattern, and RFC 3339 times and dates at the edges of the calendar and of the clock. */
function text({ format, pattern = "", minLength = 0, maxLength = 300 }: JsonSchema): string {
	const date = `${pick(["2000", "2024", "2026", "9999"])}-${pick(["02-28", "02-01", "12-31", "06-30", "01-01"])}`;
	if (format === "date") return pick([date, "2024-02-29", "0001-01-01"]);
	if (format === "email")
		return pick(["a@b.jp", "taro.tanaka+x@xn--wgv71a119e.example", `${"l".repeat(64)}@example.com`]);
	if (format === "date-time") {
		const zone = pick(["Z", "z", "+09:00", "-00:00", "+23:59", "-23:59"]);
		const seconds =
			zone.toLowerCase() === "z" && random() < 0.2
				? "23:59:60"
				: `${two(below(24))}:${two(below(60))}:${two(below(60))}`;
		return `${date}${pick(["T", "t"])}${seconds}${pick(["", ".1", `.${digits(12)}`])}${zone}`;
	}
	if (pattern.includes("{1,64}$") && pattern.startsWith("^(?!")) {
		const ascii = "aZ09._:@+-";
		return `x${Array.from({ length: below(64) }, () => pick([...ascii])).join("")}`;
	}
	if (pattern.startsWith("^audio")) return pick(["audio/wav", "audio/ogg; codecs=opus", "audio/vnd.wave;codec=1"]);
	if (pattern === "^[ -~]*$") return "k/.".repeat(Math.floor(maxLength / 3));
	const length = pick([minLength, maxLength, minLength + below(maxLength)]);
	const made = Array.from({ length }, () => pick(characters)).join("");
	return [...(pattern === "" ? "" : "x"), ...made].slice(0, maxLength).join("");
}

function make(schema: JsonSchema): unknown {
	if (schema.const !== undefined) return schema.const;
	if (schema.enum) return pick(schema.enum);
	if (schema.oneOf) return make(pick(schema.oneOf));
	if (schema.anyOf) return make({ ...schema, anyOf: undefined, ...pick(schema.anyOf) });
	if (schema.allOf) return text({ ...schema, ...schema.allOf[0] });
	const { minimum = 0, maximum = 1 } = schema;
	switch (schema.type) {
		case "string":
			return text(schema);
		case "boolean":
			return random() < 0.5;
		case "number":
			return pick([minimum, maximum, random() * maximum, below(maximum)]);
		case "array": {
			const { items = {}, maxItems = 3 } = schema;
			return Array.from({ length: pick([0, 1, Math.min(maxItems, 200)]) }, () => make(items));
		}
		case "object": {
			const { properties = {}, required = [] } = schema;
			const told = Object.entries(properties).filter(([name]) => required.includes(name) || random() < 0.7);
			return { ...Object.fromEntries(told.map(([name, member]) => [name, make(member)])), added: { later: [1] } };
		}
		default:
			throw new Error(`cannot make a value of ${JSON.stringify(schema)}`);
	}
}

const names = readdirSync("docs/events").filter((name) => /\.(saved|deleted|completed|stored)\./.test(name));

test("there are nine kinds of incoming events", () => {
	expect(names).toHaveLength(9);
});

test.each(names)("events that match %s are accepted without a note", (name) => {
	const schema: JsonSchema = JSON.parse(readFileSync(`docs/events/${name}`, "utf8"));
	for (let round = 0; round < 150; round++) {
		const event = JSON.stringify(make(schema));
		const reading = readEvent(event);
		const notes = "event" in reading ? (reading.notes ?? []) : [reading.outcome];
		// No schema can say which of two dates comes first.
		const faults = notes.filter((note) => !("pointer" in note && note.code === "order"));
		expect(faults, event).toEqual([]);
	}
});
