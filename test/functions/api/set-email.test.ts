import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { countOnEmbeddedDynamodb } from "../../support/dynamodb-endpoint.ts";
import { accountSaved, basicTenant, tenantSaved } from "../../support/events.ts";
import { mailedToken, setConfirmed } from "../../support/mail-addresses.ts";
import { partitionOf } from "../../support/table.ts";
import { createWorld, type World } from "../../support/world.ts";

countOnEmbeddedDynamodb();

const later = { time: "2026-11-10T09:00:00+09:00" };
const accounts = Array.from({ length: 20 }, (_, index) => `many${index}`);

let world: World;
beforeEach(() => {
	// A later day: no account has used up its mails.
	world.clock.now += 2 * 86_400_000;
	world.mails.length = 0;
});
beforeAll(async () => {
	world = await createWorld({ now: "2026-11-20T15:00:00+09:00" });
	await world.takeIn(
		...basicTenant(),
		...basicTenant("other"),
		...accounts.map((accountId) => accountSaved({ accountId })),
		accountSaved({ accountId: "mailed", email: "Mailed@Example.com" }),
		accountSaved({ accountId: "gone", active: false }),
		...basicTenant("green"),
		tenantSaved({ outboundOption: false }, { tenant: "green", ...later }),
	);
});

const put = (account: string, email: unknown, tenant = "acme") =>
	world.call("set-email", { tenant, account, body: { email } });
const own = (account: string, email: string, tenant = "acme") => setConfirmed(world, { tenant, account }, email);
const confirm = (account: string, token: string, tenant = "acme") =>
	world.call("confirm-email", { tenant, account, body: { token } });
const told = async (account: string, tenant = "acme") => (await world.call("get-email", { tenant, account })).body;
/** Where mails go. */
const addressOf = async (account: string, tenant = "acme") => {
	const { mailsGoTo } = await told(account, tenant);
	expect((await world.call("get-me", { tenant, account })).body.email).toBe(mailsGoTo);
	return mailsGoTo;
};
/** The accounts that hold an address; the table deletes the items of expired claims later. */
const holderOf = async (email: string, tenant = "acme") =>
	(await partitionOf(world, `${tenant}##${email}`))
		.filter(({ e }) => e?.N === undefined || Number(e.N) * 1000 > world.clock.now)
		.map((item) => item.i?.S);

describe("an address", () => {
	test.each([
		"a@example.com",
		"tanaka.hanako+rireki@mail.example.co.jp",
		"o'brien-1_2@xn--eckwd4c7c.jp",
		`${"a".repeat(64)}@example.com`,
		`a@${"b.".repeat(124)}com`,
	])("may be %s", async (email) => {
		expect(await put("ag01", email)).toMatchObject({ status: 200, body: { email, confirmed: false } });
		expect(await confirm("ag01", mailedToken(world, email))).toMatchObject({ status: 200, body: { confirmed: true } });
		expect(await addressOf("ag01")).toBe(email);
	});

	test("may have spaces around it, as copied addresses do", async () => {
		expect((await put("ag01", " \u3000spaced@example.com\n")).body.email).toBe("spaced@example.com");
		expect(world.mails).toMatchObject([{ to: "spaced@example.com" }]);
	});

	test.each([
		["email-upper-case", "Tanaka@example.com"],
		["email-upper-case", "tanaka@Example.com"],
		["email-format", "ｔａｎａｋａ@example.com"],
		["email-format", "tanaka＠example.com"],
		["email-format", "tanaka@example。com"],
		["email-format", "ＴＡＮＡＫＡ@example.com"],
		["email-format", "田中@example.com"],
		["email-format", ""],
		["email-format", "tanaka"],
		["email-format", "tanaka@"],
		["email-format", "@example.com"],
		["email-format", "tanaka@example"],
		["email-format", "a b@example.com"],
		["email-format", "a@example.com,b@example.com"],
		["email-format", "a@example.com\r\nBcc: b@example.com"],
		["email-format", "田中 <tanaka@example.com>"],
		["email-format", "a\u0000@example.com"],
		["email-format", "a#b@example.com"],
		["email-format", "\ud800@example.com"],
		["email-format", `${"a".repeat(65)}@example.com`],
		["too-long", `${"a".repeat(64)}@${"b".repeat(186)}.com`],
		["too-long", `${"a.".repeat(400_000)}!`],
		["wrong-type", 1],
		["wrong-type", ["a@example.com"]],
		["required", undefined],
	])("is refused as %s: %j", async (code, email) => {
		const before = await addressOf("ag02");
		const { status, body, cost } = await put("ag02", email);
		expect([status, body.code, cost.calls]).toEqual([400, "invalid-request", 0]);
		expect(body.errors).toMatchObject([{ pointer: "#/email", code }]);
		expect(await addressOf("ag02")).toBe(before);
	});

	test("is refused with a text that says what to do", async () => {
		const [upper, format] = [await put("ag02", "A@example.com"), await put("ag02", "ａ@example.com")];
		expect(upper.body.errors[0].detail).toContain("英小文字で入力してください");
		expect(format.body.errors[0].detail).toContain("半角で入力してください");
	});
});

describe("an account's own address", () => {
	test("takes precedence over the administration's, also over a later one", async () => {
		await world.takeIn(accountSaved({ accountId: "own", email: "event@example.com" }));
		expect(await addressOf("own")).toBe("event@example.com");
		await own("own", "own@example.com");
		await world.takeIn(accountSaved({ accountId: "own", name: "新姓", email: "newer@example.com" }, later));
		expect(await addressOf("own")).toBe("own@example.com");
		expect((await world.call("get-me", { account: "own" })).body.name).toBe("新姓");
	});

	test("may be none, so that no mails are sent", async () => {
		await world.takeIn(accountSaved({ accountId: "silent", email: "silent@example.com" }));
		expect(await put("silent", null)).toMatchObject({ status: 200, body: { email: null, mailsGoTo: null } });
		await world.takeIn(accountSaved({ accountId: "silent", email: "silent2@example.com" }, later));
		expect(await addressOf("silent")).toBeNull();
		expect((await put("silent", "silent@example.com")).body).toMatchObject({ confirmed: false, mailsGoTo: null });
	});

	test("can be the administration's, and then stays when the administration removes it", async () => {
		await world.takeIn(accountSaved({ accountId: "same", email: "same@example.com" }));
		expect(await put("same", "same@example.com")).toMatchObject({ status: 200, body: { confirmed: true } });
		expect(world.mails).toEqual([]);
		await world.takeIn(accountSaved({ accountId: "same" }, later));
		expect(await addressOf("same")).toBe("same@example.com");
	});

	test("can be set again without writing anything", async () => {
		await own("sv01", "again@example.com");
		const again = await put("sv01", "again@example.com");
		expect([again.status, again.cost.wcu, again.cost.trips]).toEqual([200, 0, 1]);
		await put("sv01", null);
		expect(await put("sv01", null)).toMatchObject({ status: 200, cost: { wcu: 0 } });
		expect(world.mails).toHaveLength(1);
	});

	test("is read in one call and written for a few units", async () => {
		// Three counts; entry, claim and a check of the setting count twice each in their transaction.
		expect((await put("admin", "costs@example.com")).cost.wcu).toBe(9);
		const { cost } = await confirm("admin", mailedToken(world, "costs@example.com"));
		expect(cost.trips).toBe(2);
		expect(cost.wcu).toBeLessThanOrEqual(6);
		expect((await world.call("get-email")).cost.calls).toBe(1);
	});
});

describe("an address belongs to one account of the tenant", () => {
	const taken = { status: 409, body: { code: "email-taken" } };

	test("the one that set it", async () => {
		await own("many0", "one@example.com");
		expect(await put("many1", "one@example.com")).toMatchObject(taken);
		expect(await addressOf("many1")).toBeNull();
	});

	test("the one that the administration gave it to, in any case of letters", async () => {
		expect(await put("many1", "mailed@example.com")).toMatchObject(taken);
		expect((await put("mailed", "mailed@example.com")).status).toBe(200);
	});

	test("while an account of another tenant may have the same one", async () => {
		await own("many2", "both@example.com");
		expect(await own("admin", "both@example.com", "other")).toMatchObject({ status: 200 });
		expect(await addressOf("many2")).toBe("both@example.com");
		expect(await addressOf("admin", "other")).toBe("both@example.com");
	});

	test("until that account sets another one", async () => {
		await own("many3", "a@example.org");
		await own("many3", "b@example.org");
		expect(await put("many4", "b@example.org")).toMatchObject(taken);
		expect((await own("many4", "a@example.org")).status).toBe(200);
		expect([await holderOf("a@example.org"), await holderOf("b@example.org")]).toEqual([["many4"], ["many3"]]);
	});

	test("until that account sets none", async () => {
		await own("many5", "c@example.org");
		await put("many5", null);
		expect(await holderOf("c@example.org")).toEqual([]);
		expect((await own("many6", "c@example.org")).status).toBe(200);
	});

	test("until that account sets another one than the administration's", async () => {
		await world.takeIn(accountSaved({ accountId: "moved", email: "moved@example.com" }));
		await own("moved", "elsewhere@example.com");
		expect((await own("many7", "moved@example.com")).status).toBe(200);
	});

	test("unless the administration gives it to a second one", async () => {
		await own("many8", "claimed@example.com");
		expect(await world.takeIn(accountSaved({ accountId: "many9", email: "claimed@example.com" }, later))).toEqual([]);
		expect(await addressOf("many9")).toBe("claimed@example.com");
		expect(await addressOf("many8")).toBe("claimed@example.com");
	});
});

describe("concurrently", () => {
	test("exactly one of twenty accounts that set the same address gets it", async () => {
		for (let round = 0; round < 5; round++) {
			const email = `race${round}@example.com`;
			const answers = await Promise.all(accounts.map((account) => put(account, email)));
			const winners = accounts.filter((_, index) => answers[index]?.status === 200);
			expect(winners).toHaveLength(1);
			const refused = answers.filter(({ status }) => status !== 200).map(({ body }) => body.code);
			// Requests before the first one has succeeded count towards the limit of the address.
			for (const code of refused) expect(["email-taken", "too-many-mails"]).toContain(code);
			expect(await holderOf(email)).toEqual(winners);
			expect((await confirm(winners[0] as string, mailedToken(world, email))).status).toBe(200);
			expect(await addressOf(winners[0] as string)).toBe(email);
			world.clock.now += 86_400_000;
		}
	});

	test("swapping and dropping addresses leaves each one claimed by the account that has it", async () => {
		const emails = ["s1@example.net", "s2@example.net", "s3@example.net", null];
		const some = accounts.slice(0, 6);
		for (let round = 0; round < 6; round++) {
			const answers = await Promise.all(
				some.flatMap((account, index) =>
					[0, 1].map((turn) => {
						const email = emails[(index + turn + round) % 4];
						return email && round % 2 === 0 ? own(account, email) : put(account, email);
					}),
				),
			);
			// 400: a link that has been replaced by another one.
			for (const { status } of answers) expect([200, 400, 409, 429, 503]).toContain(status);
			world.clock.now += 86_400_000;
		}
		const held = await Promise.all(some.map(async (account) => ({ account, ...(await told(account)) })));
		for (const email of emails) {
			if (email === null) continue;
			const holders = held.filter((one) => one.mailsGoTo === email || one.email === email);
			expect(await holderOf(email)).toEqual(holders.map(({ account }) => account));
		}
	});
});

test.each([
	["acme", "gone", "account-inactive"],
	["acme", "nobody", "account-unknown"],
	["green", "admin", "outbound-option-required"],
])("an address cannot be read, set, confirmed or tested by %s/%s: %s", async (tenant, account, code) => {
	for (const name of ["get-email", "set-email", "confirm-email", "send-test-email"] as const) {
		const sent = name === "confirm-email" ? { token: "t".repeat(43) } : { email: "x@example.com" };
		const { status, body } = await world.call(name, { tenant, account, body: sent });
		expect([status, body.code]).toEqual([403, code]);
	}
	expect(await holderOf("x@example.com", tenant)).toEqual([]);
});
