import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { routes } from "../../infra/routes.ts";
import { type DataFolder, openDataFolder } from "../../local/data-folder.ts";
import type { Engine } from "../../local/engines/engine.ts";
import { audience, startIssuer } from "../../local/engines/issuer.ts";
import { loadFunctions } from "../../local/functions.ts";
import { createAuthorizer } from "../../local/gateway/authorizer.ts";
import { createGateway } from "../../local/gateway.ts";
import { choosePorts } from "../../local/ports.ts";
import { accountSaved, basicTenant, callCompleted } from "../support/events.ts";
import { createWorld } from "../support/world.ts";
import { clientOf, headings, markDone, requestToken, searchAll } from "./program.ts";

let folder: DataFolder;
let issuer: Engine;
let gateway: Server;
let client: ReturnType<typeof clientOf>;

const period = { from: "2026-11-20T00:00", to: "2026-11-20T24:00" };

beforeAll(async () => {
	const world = await createWorld();
	const machine = accountSaved({ accountId: "nightly-report", role: "admin", campaignIds: [] });
	await world.takeIn(...basicTenant(), machine);
	const customerId = "cu-1";
	const first = callCompleted({ callId: "first", customerId, calledAt: "2026-11-20T10:00:00+09:00" });
	await world.takeIn(first, callCompleted({ callId: "second", customerId, calledAt: "2026-11-20T11:00:00+09:00" }));
	folder = openDataFolder(mkdtempSync(join(tmpdir(), "rireki-")));
	issuer = await startIssuer(folder, (await choosePorts(["issuer"], {})).issuer);
	const authorize = createAuthorizer({ issuer: issuer.url, audience });
	gateway = createGateway({ routes, handlers: (await loadFunctions(world.deps)).api, authorize });
	gateway.listen(0, "127.0.0.1");
	await once(gateway, "listening");
	const token = await requestToken(`${issuer.url}/token`, {
		id: "any",
		secret: "any",
		scope: "machine/acme~nightly-report",
	});
	client = clientOf(`http://127.0.0.1:${(gateway.address() as AddressInfo).port}`, token);
});
afterAll(async () => {
	gateway.close().closeAllConnections();
	await issuer.stop();
	folder.release();
	rmSync(folder.path, { recursive: true });
});

test("a machine logs in and finds the records that its account may see", async () => {
	const { data } = await client.GET("/v1/me");
	expect(data).toMatchObject({ accountId: "nightly-report", role: "admin" });
	const rows = await searchAll(client, { period });
	expect(rows?.map(({ callId }) => callId)).toEqual(["second", "first"]);
	expect(Object.keys(rows?.[0] ?? {})).toEqual(expect.arrayContaining(Object.keys(headings)));
});

test("a program with the generated types corrects a record, and learns why it may not correct another", async () => {
	expect(await markDone(client, "second")).toBeUndefined();
	const [second] = (await searchAll(client, { period })) ?? [];
	expect(second).toMatchObject({ nextAction: { type: "done" }, updatedBy: "nightly-report" });
	expect(await markDone(client, "first")).toBe("not-latest");
});

test("a refusal is reported, whether the function or the gateway answered", async () => {
	await expect(markDone(client, "nowhere")).rejects.toThrow(/^call-history-not-found: The call history was not found/);
	const stranger = clientOf(`http://127.0.0.1:${(gateway.address() as AddressInfo).port}`, "nonsense");
	await expect(searchAll(stranger, { period })).rejects.toThrow("Unauthorized");
});
