import { beforeEach, describe, expect, test } from "vitest";
import { accountSaved, basicTenant } from "../../support/events.ts";
import { mailedToken, setConfirmed } from "../../support/mail-addresses.ts";
import { partitionOf } from "../../support/table.ts";
import { createWorld, type World } from "../../support/world.ts";

const email = "ag01@example.com";
const hour = 3_600_000;
let world: World;

beforeEach(async () => {
	world = await createWorld();
	await world.takeIn(...basicTenant(), ...basicTenant("other"));
});

const put = (address: string | null, account = "ag01", tenant = "acme") =>
	world.call("set-email", { tenant, account, body: { email: address } });
const confirm = async (token: string, account = "ag01", tenant = "acme") => {
	const { status, body } = await world.call("confirm-email", { tenant, account, body: { token } });
	return status === 200 ? body.mailsGoTo : body.code;
};
const told = async (account = "ag01") => (await world.call("get-email", { account })).body;

describe("an unconfirmed address", () => {
	test("gets a mail with a link that is valid for a day, and without text from users", async () => {
		await world.takeIn(accountSaved({ accountId: "ag01", name: "宝くじ当選 https://evil.example" }));
		expect((await put(email)).body).toEqual({
			email,
			confirmed: false,
			confirmBy: "2026-11-21T15:00:00+09:00",
			mailsGoTo: null,
		});
		expect(world.mails).toHaveLength(1);
		const [mail] = world.mails;
		const token = mailedToken(world, email);
		expect(token).toMatch(/^[\w-]{43}$/);
		expect([mail?.to, mail?.subject]).toEqual([email, "メールアドレスの確認"]);
		expect(mail?.text.replace(token, "TOKEN")).toMatchInlineSnapshot(`
			"※本メールはRirekiサーバより自動で送信されております。

			メールアドレスの確認

			このメールアドレスが、Rirekiの通知先として入力されました。ご本人が入力された場合は、下記のボタンからログインし、確認を完了してください。確認が完了するまで、通知メールは送信されません。

			有効期限: 2026-11-21 15:00:00

			お心当たりがない場合は、何もせずに本メールを破棄してください。このメールアドレスが登録されることはありません。

			[メールアドレスの確認]

			メールアドレスの確認 を押すことが出来ない場合は以下のURLをコピーしてブラウザのアドレスバーに貼り付けてください
			https://rireki.example/console/me/email/confirm#TOKEN
			"
		`);
		// Another account's mail differs only in its token.
		await put("sv01@example.com", "sv01");
		const other = world.mails[1]?.html.replaceAll(mailedToken(world, "sv01@example.com"), "TOKEN");
		expect(other).toBe(mail?.html.replaceAll(token, "TOKEN"));
	});

	test("gets no other mails: those still go to the former address", async () => {
		await setConfirmed(world, { account: "ag01" }, email);
		await put("new@example.com");
		expect(await told()).toMatchObject({ email: "new@example.com", confirmed: false, mailsGoTo: email });
		expect((await world.call("get-me", { account: "ag01" })).body.email).toBe(email);
		await confirm(mailedToken(world, "new@example.com"));
		expect(await told()).toMatchObject({ email: "new@example.com", confirmed: true, mailsGoTo: "new@example.com" });
	});

	test("is dropped after a day, and the former address remains", async () => {
		await setConfirmed(world, { account: "ag01" }, email);
		await put("new@example.com");
		world.clock.now += 24 * hour;
		expect(await told()).toEqual({ email, confirmed: true, confirmBy: null, mailsGoTo: email });
	});

	test("is dropped when the account sets none or the address that mails go to", async () => {
		for (const again of [null, email]) {
			await setConfirmed(world, { account: "ag01" }, email);
			await put("new@example.com");
			const token = mailedToken(world, "new@example.com");
			expect(await put(again)).toMatchObject({ status: 200, body: { email: again, confirmBy: null } });
			expect(await confirm(token)).toBe("confirmation-invalid");
			expect(await partitionOf(world, "acme##new@example.com")).toEqual([]);
		}
	});
});

describe("a link", () => {
	test("confirms once: used again, it answers the same and undoes no later change", async () => {
		await put(email);
		const token = mailedToken(world, email);
		expect(await confirm(token)).toBe(email);
		expect(await confirm(token)).toBe(email);
		expect(await told()).toMatchObject({ email, confirmed: true });
		await put(null);
		expect(await confirm(token)).toBe("confirmation-invalid");
		expect(await told()).toMatchObject({ email: null });
	});

	test("works only for the account and tenant that set the address", async () => {
		await put(email);
		const token = mailedToken(world, email);
		expect(await confirm(token, "ag02")).toBe("confirmation-invalid");
		expect(await confirm(token, "ag01", "other")).toBe("confirmation-invalid");
		await put("ag02@example.com", "ag02");
		expect(await confirm(token, "ag02")).toBe("confirmation-invalid");
		expect(await confirm(token)).toBe(email);
	});

	test("confirms only the address that it was mailed to, not a later one", async () => {
		await put(email);
		const token = mailedToken(world, email);
		await put("later@example.com");
		expect(await confirm(token)).toBe("confirmation-invalid");
		expect(await confirm(mailedToken(world, "later@example.com"))).toBe("later@example.com");
	});

	test("is valid until the last moment of its day", async () => {
		await put(email);
		const token = mailedToken(world, email);
		world.clock.now += 24 * hour;
		expect(await confirm(token)).toBe("confirmation-invalid");
		world.clock.now -= 1;
		expect(await confirm(token)).toBe(email);
	});

	test("can be sent again, which invalidates the former one and does not extend the deadline", async () => {
		await put(email);
		const first = mailedToken(world, email);
		world.clock.now += 23 * hour;
		expect((await put(email)).body.confirmBy).toBe("2026-11-21T15:00:00+09:00");
		const second = mailedToken(world, email);
		expect(await confirm(first)).toBe("confirmation-invalid");
		expect(await confirm(second)).toBe(email);
	});

	test("is not stored in the table in a usable form", async () => {
		await put(email);
		const token = mailedToken(world, email);
		const kept = [...(await partitionOf(world, "acme##ag01")), ...(await partitionOf(world, `acme##${email}`))];
		expect(kept).toHaveLength(2);
		expect(JSON.stringify(kept)).not.toContain(token);
	});

	test.each(["", "x", "t".repeat(43), `${"t".repeat(42)}#`])("cannot be guessed: '%s'", async (token) => {
		await put(email);
		expect((await world.call("confirm-email", { account: "ag01", body: { token } })).status).toBe(400);
		expect(await told()).toMatchObject({ confirmed: false });
	});
});

describe("an address that two accounts set", () => {
	test("is reserved for the first one for a day, and is then available", async () => {
		await put(email);
		const token = mailedToken(world, email);
		// A refusal does not count towards the links that the first account may get.
		for (let again = 0; again < 10; again++) expect((await put(email, "ag02")).body.code).toBe("email-taken");
		// Setting it again does not reserve it for longer.
		world.clock.now += 23 * hour;
		await put(email);
		world.clock.now += hour;
		expect((await put(email, "ag02")).status).toBe(200);
		expect(await confirm(token)).toBe("confirmation-invalid");
		expect(await confirm(mailedToken(world, email), "ag02")).toBe(email);
		expect((await put(email)).body.code).toBe("email-taken");
	});

	test("is available once the first one sets another", async () => {
		await put(email);
		await put("other@example.com");
		expect((await put(email, "ag02")).status).toBe(200);
	});

	test("belongs to the account that the administration gives it to in the meantime", async () => {
		await put(email);
		await world.takeIn(accountSaved({ accountId: "ag02", email }, { time: "2026-11-20T15:00:00+09:00" }));
		expect(await confirm(mailedToken(world, email))).toBe("email-taken");
		expect(await told("ag02")).toMatchObject({ email, confirmed: true });
	});
});

describe("links to unconfirmed addresses", () => {
	test("are limited to five a day per address, whichever accounts of the tenant set it", async () => {
		for (const account of ["ag01", "ag02", "sv01", "admin", "ag01"]) {
			expect((await put(email, account)).status).toBe(200);
			await put(null, account);
		}
		const { status, headers, body } = await put(email, "ag02");
		// The day of these counts begins at 09:00 in Japan.
		expect([status, body.code, headers["retry-after"]]).toEqual([429, "too-many-mails", String(18 * 3600)]);
		expect(world.mails).toHaveLength(5);
		expect(await told("ag02")).toMatchObject({ email: null });
		world.clock.now += 18 * hour;
		expect((await put(email, "ag02")).status).toBe(200);
	});

	test("are limited to twenty an hour per account", async () => {
		for (let index = 0; index < 20; index++) expect((await put(`a${index}@example.com`)).status).toBe(200);
		expect((await put("a20@example.com")).body.code).toBe("too-many-mails");
		expect((await put("a20@example.com", "ag02")).status).toBe(200);
		expect(world.mails).toHaveLength(21);
	});
});

test("a link that cannot be sent is reported, and can be requested again", async () => {
	const { mailer } = world.deps;
	const refusal = Object.assign(new Error("Not verified: ag01@example.com"), { $metadata: { httpStatusCode: 400 } });
	world.deps.mailer = { send: () => Promise.reject(refusal) };
	expect(await put(email)).toMatchObject({ status: 503, body: { code: "mail-not-sent" } });
	world.deps.mailer = mailer;
	expect((await put(email)).status).toBe(200);
	expect(await confirm(mailedToken(world, email))).toBe(email);
});
