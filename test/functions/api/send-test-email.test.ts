import { beforeAll, expect, test } from "vitest";
import type { ApiHandler } from "../../../functions/adapters/http.ts";
import { createHandler } from "../../../functions/api/send-test-email.ts";
import { createMailer } from "../../../shared/platform/mailer.ts";
import { countOnEmbeddedDynamodb } from "../../support/dynamodb-endpoint.ts";
import { accountSaved, basicTenant } from "../../support/events.ts";
import { setConfirmed } from "../../support/mail-addresses.ts";
import { startMailSink } from "../../support/mail-sink.ts";
import { createWorld, toEvent, type World } from "../../support/world.ts";

countOnEmbeddedDynamodb();

let world: World;
beforeAll(async () => {
	world = await createWorld();
	await world.takeIn(...basicTenant(), accountSaved({ accountId: "mailed", email: "Mailed@example.com" }));
});

test("sends one mail, to the caller's address", async () => {
	const answer = await world.call("send-test-email", { account: "mailed" });
	expect(answer).toMatchObject({ status: 202, body: { email: "mailed@example.com" } });
	expect(answer.cost).toMatchObject({ calls: 3, wcu: 2 });
	expect(world.mails.splice(0)).toMatchObject([
		{
			to: "mailed@example.com",
			subject: "メール受信テスト",
			text: expect.stringContaining("\nhttps://rireki.example/console/async-searches\n"),
		},
	]);

	await setConfirmed(world, { account: "mailed" }, "own@example.com");
	world.mails.length = 0;
	expect((await world.call("send-test-email", { account: "mailed" })).body).toEqual({ email: "own@example.com" });
	expect(world.mails.splice(0)).toMatchObject([{ to: "own@example.com" }]);
});

test("is refused without an address", async () => {
	await setConfirmed(world, { account: "ag01" }, "ag01@example.com");
	await world.call("set-email", { account: "ag01", body: { email: null } });
	world.mails.length = 0;
	for (const account of ["ag01", "ag02"]) {
		const { status, body } = await world.call("send-test-email", { account });
		expect([status, body.code]).toEqual([409, "email-missing"]);
	}
	expect(world.mails).toEqual([]);
});

test("is refused while the address is unconfirmed", async () => {
	await world.call("set-email", { account: "sv01", body: { email: "strange@example.com" } });
	const { status, body } = await world.call("send-test-email", { account: "sv01" });
	expect([status, body.code]).toEqual([409, "email-unconfirmed"]);
	expect(world.mails.splice(0)).toMatchObject([{ subject: "メールアドレスの確認" }]);
});

test("sends an account at most twenty mails an hour, and says when to try again", async () => {
	world.clock.now = Date.parse("2026-11-25T10:20:00+09:00");
	const send = () => world.call("send-test-email", { account: "mailed" });
	for (let sent = 0; sent < 20; sent++) expect((await send()).status).toBe(202);
	const { status, headers, body } = await send();
	expect([status, body.code, headers["retry-after"]]).toEqual([429, "too-many-mails", "2400"]);
	expect(body.title).toMatch(/^メールの送信回数が上限に達しました。/);
	expect(world.mails.splice(0)).toHaveLength(20);
	// A rate limit is not kept as the outcome of a key: the same request is served later.
	const again = () => world.call("send-test-email", { account: "mailed", headers: { "idempotency-key": "later" } });
	expect((await again()).status).toBe(429);
	world.clock.now += 2_400_000;
	expect((await again()).status).toBe(202);
	world.mails.length = 0;
});

test.each([
	["refuses the address", 400, "MessageRejected"],
	["has not verified its domain", 400, "MailFromDomainNotVerifiedException"],
	["does not accept the credentials", 403, "InvalidClientTokenId"],
])("reports that the mail was not sent when SES %s", async (_, status, code) => {
	const body = `<ErrorResponse xmlns="http://ses.amazonaws.com/doc/2010-12-01/"><Error><Type>Sender</Type>
		<Code>${code}</Code><Message>Not verified: mailed@example.com</Message></Error><RequestId>r</RequestId></ErrorResponse>`;
	const ses = await startMailSink({ status, body });
	const mailer = createMailer({ region: "ap-northeast-1", endpoint: ses.endpoint, from: "Rireki <a@rireki.example>" });
	const handler: ApiHandler = createHandler({ ...world.deps, mailer });
	const answer = await handler(toEvent({ account: "mailed" }));
	await ses.stop();
	expect([answer.statusCode, ses.requests.length]).toEqual([503, 1]);
	expect(JSON.parse(answer.body ?? "")).toMatchObject({
		code: "mail-not-sent",
		title: expect.stringMatching(/^メールを送信できませんでした。/),
	});
	expect(answer.body).not.toContain("mailed@example.com");
});
