import { beforeAll, expect, test } from "vitest";
import { directoryKey } from "../../../shared/directory/reader.ts";
import { directoryKinds, directoryTemplates, type SavedKind } from "../../../shared/directory/schema.ts";
import { fillTemplate } from "../../../shared/platform/keys.ts";
import { partitionOf } from "../../support/table.ts";
import { createWorld, type World } from "../../support/world.ts";

let world: World;
beforeAll(async () => {
	world = await createWorld();
});

const { mailAddress: _, ...savedKinds } = directoryKinds;
const kinds = Object.entries(savedKinds) as [SavedKind, (typeof savedKinds)[SavedKind]][];

test.each(kinds)("fills the key of a %s as ElectroDB does", async (kind, { letter, id: hasId }) => {
	const tenantId = `Tenant-${kind}`;
	const id = hasId ? "Id.1:@+~-_" : "";
	await world.deps.directory.save({ tenantId, kind, ...(id ? { id } : {}), savedAt: 1, eventId: "e" }, { name: "名" });
	const [item] = await partitionOf(world, tenantId);
	const key = {
		p: { S: fillTemplate(directoryTemplates.pk, { tenantId }) },
		s: { S: fillTemplate(directoryTemplates.sk, { letter, id }) },
	};
	expect(item).toMatchObject(key);
	expect(directoryKey(tenantId, { kind, ...(id ? { id } : {}) })).toEqual(key);
});

test.each([
	["an older save", { savedAt: 99, eventId: "z" }, false],
	["a save of the same time with a lesser event id", { savedAt: 100, eventId: "e" }, false],
	["a save of the same time with a greater event id", { savedAt: 100, eventId: "e-6" }, true],
	["a newer save", { savedAt: 101, eventId: "a" }, true],
])("lets the newer save win: %s", async (name, save, applied) => {
	const at = { tenantId: `order ${name}`, kind: "customerList", id: "l01" } as const;
	await world.deps.directory.save({ ...at, savedAt: 100, eventId: "e-5" }, { name: "before" });
	expect(await world.deps.directory.save({ ...at, ...save }, { name: "after" })).toBe(applied);
	const { customerLists } = await world.deps.directoryReader.load(at.tenantId);
	expect(customerLists.get("l01")?.name).toBe(applied ? "after" : "before");
});

test("accepts the same save again, and keeps the same one of its contents in any order", async () => {
	const save = { tenantId: "again", kind: "customerList", id: "l01", savedAt: 100, eventId: "e" } as const;
	const names = ["甲", "乙", "丙"];
	const left = async (order: string[]) => {
		for (const name of order) await world.deps.directory.save(save, { name });
		return (await world.deps.directoryReader.load("again")).customerLists.get("l01")?.name ?? "";
	};
	const winner = await left(names);
	expect(await world.deps.directory.save(save, { name: winner })).toBe(true);
	expect(await left([winner, ...names.toReversed()])).toBe(winner);
});

test.each([
	["a deletion hides what was saved before it", [10, "saved"], [20, "deleted"], undefined],
	["a deletion that comes late hides nothing newer", [20, "saved"], [10, "deleted"], "saved"],
	["a save that comes late does not undo a deletion", [20, "deleted"], [10, "saved"], undefined],
	["a list can be saved again after its deletion", [10, "deleted"], [20, "saved"], "saved"],
] as const)("%s", async (name, first, second, expected) => {
	const at = { tenantId: `deleted ${name}`, kind: "customerList", id: "l01" } as const;
	for (const [savedAt, what] of [first, second]) {
		await world.deps.directory.save({ ...at, savedAt, eventId: "e" }, what === "saved" ? { name: what } : undefined);
	}
	const { customerLists } = await world.deps.directoryReader.load(at.tenantId);
	expect(customerLists.get("l01")?.name).toBe(expected);
});

test("reads only the requested entries of one tenant", async () => {
	for (const [tenantId, id] of [
		["one", "a1"],
		["one", "a2"],
		["other", "a1"],
	] as const) {
		await world.deps.directory.save({ tenantId, kind: "account", id, savedAt: 1, eventId: "e" }, { name: tenantId });
	}
	const { accounts } = await world.deps.directoryReader.find("one", [
		{ kind: "account", id: "a1" },
		{ kind: "tenant" },
	]);
	expect([...accounts.values()]).toEqual([{ accountId: "a1", name: "one" }]);
});
