import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test, vi } from "vitest";
import type * as z from "zod";
import { incomingEventSchema } from "../../../shared/incoming-event/model.ts";
import { readEvent } from "../../../shared/intake/read-event.ts";
import { damage, damages, malformed, pointersOf, wholeEvents } from "../../support/damaged-events.ts";
import { basicTenant, type CloudEvent, callCompleted } from "../../support/events.ts";
import { deliver } from "../../support/queue.ts";
import { createWorld } from "../../support/world.ts";

const document = "docs/intake.md";
const mark = "<!-- tables -->\n";
const signs = { "left-out": "−", cut: "✂", replaced: "�", swapped: "⇄", kept: "✓" } as const;
const envelope = pointersOf(wholeEvents[0]).filter((pointer) => !pointer.startsWith("/data"));

const memberAt = (event: unknown, pointer: string) =>
	pointer
		.slice(1)
		.split("/")
		.reduce<unknown>((value, name) => (value as Record<string, unknown> | undefined)?.[name], event);

type Schema = (typeof incomingEventSchema.options)[number];
const membersOf = (schema: Schema | undefined) => (schema?.shape.data.shape ?? {}) as Record<string, z.ZodType>;

/** A fault within an optional member may be noted at that member, and a fault of an optional list at its entry. */
const isAround = (one: string, other: string) => one.startsWith(other) || other.startsWith(one);

/** What becomes of an event with this value in this place. Also checks that no report contains the value. */
function signOf(event: CloudEvent, pointer: string, value: unknown): string {
	const reading = readEvent(JSON.stringify(damage(event, pointer, value)));
	if ("outcome" in reading) {
		expect(reading.outcome.reason).toBe("invalid-event");
		expect(reading.outcome.detail).toContain(pointer);
		expect(reading.outcome.detail).not.toContain("秘密");
		return "✗";
	}
	const { event: read, notes } = reading;
	if (notes) {
		expect(JSON.stringify(notes)).not.toContain("秘密");
		for (const note of notes) expect(isAround(pointer, note.pointer)).toBe(true);
		return notes.map(({ became }) => signs[became])[0] as string;
	}
	const missing = readEvent(JSON.stringify(damage(event, pointer, undefined)));
	const isMissing = "event" in missing && JSON.stringify(missing.event) === JSON.stringify(read);
	return isMissing && memberAt(read, pointer) !== "" ? "·" : "✓";
}

function row(event: CloudEvent, pointer: string): string {
	const cells = Object.values(damages).map((values) => {
		const found = new Set(values.map((value) => signOf(event, pointer, value)));
		return [...found].join(" ");
	});
	return `| \`${pointer.replace("/data/", "")}\` | ${cells.join(" | ")} |`;
}

function table(title: string, event: CloudEvent, pointers: readonly string[]): string {
	const head = `| | ${Object.keys(damages).join(" | ")} |\n| --- |${" :-: |".repeat(Object.keys(damages).length)}`;
	return `### ${title}\n\n${head}\n${pointers.map((pointer) => row(event, pointer)).join("\n")}\n`;
}

test("docs/intake.md says what becomes of an event of each kind when a member is damaged", async () => {
	const [head = ""] = readFileSync(document, "utf8").split(mark);
	const [first] = wholeEvents as [CloudEvent];
	const tables = [
		table("Every event", first, envelope),
		...wholeEvents.map((event) =>
			table(
				`\`${event.type}\``,
				event,
				pointersOf(event).filter((pointer) => pointer.startsWith("/data")),
			),
		),
	];
	await expect(`${head}${mark}\n${tables.join("\n")}`).toMatchFileSnapshot(`../../../${document}`);
});

describe.each(wholeEvents.map((event) => [event.type, event] as const))("%s", (type, event) => {
	const schema = incomingEventSchema.options.find(({ shape }) => shape.type.value === type);

	test("has all members in its builder, so that the table omits none", () => {
		const members = Object.keys(membersOf(schema));
		expect(Object.keys(event.data).sort()).toEqual(members.sort());
		expect(readEvent(JSON.stringify(event))).not.toHaveProperty("notes");
	});

	test("has the envelope rows of every event", () => {
		const [first] = wholeEvents as [CloudEvent];
		expect(envelope.map((pointer) => row(event, pointer))).toEqual(envelope.map((pointer) => row(first, pointer)));
	});

	const shape = membersOf(schema);
	const optional = Object.keys(shape).filter((name) => shape[name]?.safeParse(undefined).success);
	test.skipIf(optional.length === 0)("is never rejected for an optional member, whatever its value", () => {
		for (const name of optional) {
			for (const values of Object.values(damages)) {
				for (const value of values) expect(signOf(event, `/data/${name}`, value)).not.toBe("✗");
			}
		}
	});
});

test("a deactivation is rejected only for its type, tenant, account, time and active flag", () => {
	const whole = wholeEvents.find(({ type }) => type === "rireki.account.saved.v1") as CloudEvent;
	const event = damage(whole, "/data/active", false);
	const lost = pointersOf(event).filter((pointer) =>
		Object.values(damages)
			.flat()
			.some((value) => "outcome" in readEvent(JSON.stringify(damage(event, pointer, value)))),
	);
	expect(lost.sort()).toEqual(["/data/accountId", "/data/active", "/tenantid", "/time", "/type"]);
});

describe("through the queue's function", () => {
	const lines: string[] = [];
	/** Damages each member in an event with its own id. Calls have their own call ids, so none displaces another. */
	const outcomes = wholeEvents.flatMap((whole, kind) =>
		pointersOf(whole).map((pointer, place) => {
			const own = damage({ ...whole, id: `fuzz-${kind}-${place}` }, "/data/callId", `fuzz-${place}`);
			const event = whole.type === "rireki.call.completed.v1" ? own : { ...whole, id: own.id };
			return { event: damage(event, pointer, [malformed]), pointer };
		}),
	);
	let world: Awaited<ReturnType<typeof createWorld>>;

	beforeAll(async () => {
		for (const level of ["info", "warn", "error"] as const) {
			vi.spyOn(console, level).mockImplementation((line) => void lines.push(String(line)));
		}
		world = await createWorld();
		await world.takeIn(...basicTenant(), callCompleted({ callId: "fuzz", customerId: "before" }));
		for (let start = 0; start < outcomes.length; start += 10) {
			const events = outcomes.slice(start, start + 10).map(({ event }) => event);
			expect(await deliver(world, events)).toEqual([]);
		}
	});

	test("every damaged event is taken in or rejected, and none causes an error or comes back", () => {
		expect([world.postponed, world.waiting]).toEqual([[], []]);
		expect(lines.filter((line) => JSON.parse(line).level === "error")).toEqual([]);
		expect(world.rejected.length).toBeGreaterThan(outcomes.length / 2);
		for (const { reason } of world.rejected) expect(reason).toBe("invalid-event");
	});

	test("a log line names event and member of each event that was taken in with a loss, and none has the value", () => {
		const told = new Map<string, string>(
			lines
				.map((line) => JSON.parse(line))
				.filter(({ message }) => message === "event noted")
				.map(({ eventId, notes }) => [eventId, notes[0].pointer]),
		);
		const rejected = new Set(world.rejected.map(({ body }) => body));
		for (const { event, pointer } of outcomes) {
			if (rejected.has(JSON.stringify(event))) continue;
			expect([event.id, isAround(pointer, told.get(event.id) ?? "-")]).toEqual([event.id, true]);
		}
		expect(told.size).toBeGreaterThan(0);
		expect(lines.join("\n")).not.toContain("秘密");
	});

	test("the sender of each event that was not taken in whole is notified, without the values", () => {
		const told = new Set(world.published.map((event) => ("eventId" in event.data ? event.data.eventId : undefined)));
		const unnamed = outcomes.filter(({ pointer }) => pointer === "/id");
		expect(world.published).toHaveLength(outcomes.length);
		expect(outcomes.filter(({ event }) => !told.has(event.id)).length).toBe(unnamed.length);
		const text = JSON.stringify(world.published);
		for (const secret of ["秘密", "髙橋", "09012345678", "料金表"]) expect(text).not.toContain(secret);
	});
});
