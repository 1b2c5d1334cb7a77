import {
	accountSaved,
	batchSaved,
	type CloudEvent,
	callCompleted,
	callingGroupSaved,
	campaignSaved,
	customerListDeleted,
	customerListSaved,
	recordingStored,
	tenantSaved,
} from "./events.ts";

/** One valid event of each kind, with every member present. */
export const wholeEvents: readonly CloudEvent[] = [
	tenantSaved(),
	accountSaved({ accountId: "sv09", role: "supervisor", email: "sv09@example.com", campaignIds: ["c01"] }),
	campaignSaved({ campaignId: "c09", results: [{ resultId: "c09-ok", label: "成約" }] }),
	batchSaved({ batchId: "b09" }),
	customerListSaved({ customerListId: "l09" }),
	customerListDeleted("l08"),
	callingGroupSaved({ callingGroupId: "g09" }),
	callCompleted({
		callId: "fuzz",
		altPhone: "0398765432",
		nextAction: { type: "redial", redialAt: "2026-11-25T10:00:00+09:00" },
	}),
	recordingStored("fuzz"),
];

/** A text from which no number, date or id can be read, and that no log may show. */
export const malformed = "§秘密§";

/** Damaged values by kind; `undefined` removes the member. */
export const damages: Record<string, readonly unknown[]> = {
	missing: [undefined],
	null: [null],
	blank: ["", " 　\t"],
	"`7`": [7],
	"`1.5`": [1.5],
	"`true`": [true],
	list: [[malformed]],
	object: [{}, { secret: malformed }],
	malformed: [malformed],
	control: ["a\u0000b"],
	half: ["a\ud800"],
	long: ["長".repeat(6000)],
};

type Members = Record<string, unknown>;

/** Pointers to all members of an event: those of the envelope except `data`, and those of the data at every depth. */
export function pointersOf(value: unknown, pointer = ""): string[] {
	if (typeof value !== "object" || value === null) return [pointer];
	const members = Object.entries(value).flatMap(([name, member]) => pointersOf(member, `${pointer}/${name}`));
	return pointer === "" || pointer === "/data" ? members : [pointer, ...members];
}

export function damage(event: CloudEvent, pointer: string, value: unknown): CloudEvent {
	const damaged = structuredClone(event);
	const path = pointer.slice(1).split("/");
	const name = path.pop() as string;
	const parent = path.reduce<Members>((members, member) => members[member] as Members, damaged as unknown as Members);
	if (value === undefined) delete parent[name];
	else parent[name] = value;
	return damaged;
}
