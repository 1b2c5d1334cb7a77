import { beforeEach, expect, test } from "vitest";
import { recordKey } from "../../../shared/call-history/codec.ts";
import { fields, indexKeyFields } from "../../../shared/call-history/schema.ts";
import { currentLayout } from "../../../shared/pack/layout.ts";
import { packTenant } from "../../../shared/pack/pack-tenant.ts";
import { basicTenant, callCompleted } from "../../support/events.ts";
import { writePacksOfLayout1 } from "../../support/former-packs.ts";
import { createPacker, smallSizes } from "../../support/packs.ts";
import { createWorld, type World } from "../../support/world.ts";

const calls = [
	{
		callId: "old",
		name: "髙野 ﾚｲ",
		kana: "タカノ レイ",
		memo: "﨑山支店ー10〜11時",
		phone: "090・8111・2222 内線3",
		callerId: "0081-3-8234-5678",
	},
	{
		callId: "new",
		name: "高野レイ",
		kana: "たかのれい",
		memo: "崎山支店-10～11時",
		phone: "09081112222",
		callerId: "0382345678",
	},
	{ callId: "other", name: "別人", kana: "ベツジン", memo: "なし", phone: "0450000000", callerId: "0450000001" },
];
let world: World;

beforeEach(async () => {
	world = await createWorld({ now: "2026-11-20T15:00:00+09:00" });
	await world.takeIn(...basicTenant(), ...calls.map((call) => callCompleted(call)));
	await keyAsFormerly("old");
	world.clock.now = Date.parse("2026-11-21T09:00:00+09:00");
	await pack();
	// The packer has updated the keys: restore those of the earlier version.
	await keyAsFormerly("old");
	await writePacksOfLayout1(world, "acme");
});

/** Gives a record the keys by which an earlier version indexed a number that was not stored as plain digits. */
async function keyAsFormerly(callId: string): Promise<void> {
	const { phone = "" } = calls.find((call) => call.callId === callId) ?? {};
	const keys = { [fields.phoneArea]: phone.slice(0, 6), [indexKeyFields.phone]: `acme#${phone.slice(0, 6)}` };
	const attributes = Object.entries({ ...keys, [indexKeyFields.phoneAt]: `${phone}#000000001` });
	await createPacker(world).writer.set(
		recordKey("acme", callId),
		Object.fromEntries(attributes.map(([name, text]) => [name, { S: text }])),
		{ expression: "attribute_exists(#p)", names: { "#p": "p" } },
	);
}

async function pack() {
	await packTenant(world.deps, "acme", { deadline: Number.POSITIVE_INFINITY, sizes: smallSizes });
}

async function search(conditions: object) {
	const period = { from: "2026-11-20T00:00", to: "2026-11-20T24:00" };
	return world.call("search-call-histories", { body: { period, ...conditions } });
}

const found = async (conditions: object) =>
	(await search(conditions)).body.rows.map(({ callId }: { callId: string }) => callId).sort();

const questions = [
	{ name: "髙野" },
	{ name: "高野れい" },
	{ kana: "ﾀｶﾉ" },
	{ memo: "崎山支店—10∼11" },
	{ phone: "090-8111" },
	{ phone: "+81 90-8111-2222" },
	{ phoneEndsWith: "81112222" },
	{ keyword: "高野 03-8234-5678" },
];

test.each(questions)("records in packs with an earlier folding are found by %j", async (conditions) => {
	expect(await found(conditions)).toEqual(["new", "old"]);
});

test("rows of such packs show the stored names, and sorting by them takes at most five round trips", async () => {
	const { body, cost } = await search({ name: "高野", sort: { column: "name", direction: "asc" } });
	expect(body.rows.map(({ name }: { name: string }) => name).sort()).toEqual(["髙野 ﾚｲ", "高野レイ"].sort());
	expect(cost.trips).toBeLessThanOrEqual(5);
});

test("the next run rebuilds such packs without reading the table and updates the index by number", async () => {
	const [{ contents: before }, pages] = [await world.deps.packReader.load("acme"), countPages()];
	await pack();
	expect(pages.inClosedTime()).toBe(0);
	const { contents } = await world.deps.packReader.load("acme");
	expect(contents.packs.map(({ layout }) => layout)).toEqual(before.packs.map(() => currentLayout));
	for (const conditions of questions)
		expect(await found(conditions), JSON.stringify(conditions)).toEqual(["new", "old"]);
	// For a whole number, packs are no longer read.
	world.packs.objects.clear();
	expect(await found({ phone: "090-8111-2222" })).toEqual(["new", "old"]);
});

/** Counts the entries that are read from the index; requests that only count return none. */
function countPages() {
	const { callHistoryReader } = world.deps;
	const { readPage } = callHistoryReader;
	let entries = 0;
	callHistoryReader.readPage = async (request) => {
		const page = await readPage(request);
		entries += page.entries.length;
		return page;
	};
	return { inClosedTime: () => entries };
}

test("a call that an earlier version stored is accepted as the same when it is delivered again", async () => {
	await createPacker(world).writer.set(
		recordKey("acme", "new"),
		{ [fields.phone]: { S: "090・8111・2222" } },
		{ expression: "attribute_exists(#p)", names: { "#p": "p" } },
	);
	await world.takeIn(callCompleted({ ...calls[1], callId: "new", phone: "090・8111・2222" }));
	expect(world.rejected).toEqual([]);
});
