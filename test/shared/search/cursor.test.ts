import { expect, test } from "vitest";
import { createCursorSeal } from "../../../shared/platform/cursor-seal.ts";
import { openCursor, sealCursor } from "../../../shared/search/cursor.ts";
import { searchSchema } from "../../../shared/search/model.ts";

const seal = createCursorSeal(Buffer.alloc(32, 7).toString("base64"));
const caller = { tenantId: "acme", accountId: "sv01" };
const issuedAt = Date.parse("2026-11-20T15:00:00+09:00");
const day = 86_400_000;
const cursor = {
	kept: [{ value: "髙橋", calledAt: issuedAt, callId: "call-1" }],
	total: 300,
	hitRate: 0.5,
	inTable: false,
	issuedAt,
};
const asked = {
	period: { from: "2026-11-01T00:00", to: "2026-11-30T24:00" },
	name: "高橋",
	campaignIds: ["c01", "c02"],
	sort: { column: "name", direction: "asc" },
} as const;

const requestOf = (given: object = {}, page: object = {}) => searchSchema.parse({ ...asked, ...given, page });
const sealed = sealCursor(seal, caller, requestOf(), cursor);
const open = (given: object = {}, { by = caller, text = sealed, size = 50, now = issuedAt, with: key = seal } = {}) =>
	openCursor(key, by, requestOf(given, { cursor: text, size }), now);

const invalid = {
	kind: "invalid",
	code: "cursor-invalid",
	detail: { errors: [{ pointer: "/page/cursor", code: "cursor-invalid" }] },
};

test("a sealed cursor opens to the same content", () => {
	expect(open()).toEqual(cursor);
});

test("a first page has no cursor", () => {
	expect(openCursor(seal, caller, requestOf(), issuedAt)).toBeUndefined();
});

test.each<[string, object]>([
	["pages of another size", { size: 10 }],
	["facets", { facets: ["result"] }],
	["the same sort, with its parts in another order", { sort: { direction: "asc", column: "name" } }],
])("a cursor is accepted with %s", (_, { size = 50, ...given }: { size?: number }) => {
	expect(open(given, { size })).toEqual(cursor);
});

test("a cursor is accepted with the same conditions in another order", () => {
	const request = requestOf({}, { cursor: sealed });
	const turned = Object.fromEntries(Object.entries(request).reverse()) as typeof request;
	expect(openCursor(seal, caller, turned, issuedAt)).toEqual(cursor);
});

test.each<[string, object]>([
	["another direction", { sort: { column: "name", direction: "desc" } }],
	["another column", { sort: { column: "kana", direction: "asc" } }],
	["another text", { name: "鈴木" }],
	["one id fewer", { campaignIds: ["c01"] }],
	["one condition more", { memo: "資料" }],
	["another end of its period", { period: { ...asked.period, to: "2026-11-30T23:59" } }],
])("a cursor is refused with %s", (_, given) => {
	expect(() => open(given)).toThrow(expect.objectContaining(invalid));
});

test.each([
	["of another tenant", { by: { ...caller, tenantId: "beta" } }],
	["of another person", { by: { ...caller, accountId: "sv02" } }],
	// "acme" + "sv01" must not be read as another pair of ids.
	["whose caller's ids are split differently", { by: { tenantId: "acm", accountId: "esv01" } }],
	["sealed with another key", { with: createCursorSeal(Buffer.alloc(32, 8).toString("base64")) }],
	["that is empty", { text: "" }],
	["that is cut off", { text: sealed.slice(0, -1) }],
	["of a version that kept only one place", { text: formerCursor() }],
])("a cursor %s is refused", (_, options) => {
	expect(() => open({}, options)).toThrow(expect.objectContaining(invalid));
});

function formerCursor(): string {
	const { kept, ...found } = cursor;
	return sealCursor(seal, caller, requestOf(), { ...found, after: kept[0] } as unknown as typeof cursor);
}

test("a cursor is valid for a day and then reported as expired", () => {
	expect(open({}, { now: issuedAt + day })).toEqual(cursor);
	expect(() => open({}, { now: issuedAt + day + 1 })).toThrow(
		expect.objectContaining({
			kind: "invalid",
			code: "cursor-expired",
			detail: { errors: [{ pointer: "/page/cursor", code: "cursor-expired" }] },
		}),
	);
});
