import { beforeAll, expect, test } from "vitest";
import { directoryKey } from "../../../shared/directory/reader.ts";
import { claimTemplates } from "../../../shared/mail-address/schema.ts";
import { fillTemplate } from "../../../shared/platform/keys.ts";
import { partitionOf } from "../../support/table.ts";
import { createWorld, type World } from "../../support/world.ts";

let world: World;
beforeAll(async () => {
	world = await createWorld();
});

const change = { accountId: "Id.1:@+~-_", now: 1000, own: undefined, former: undefined, unconfirmed: undefined };

test("writes under the keys that the readers use", async () => {
	const [tenantId, email] = ["Tenant-1", "o'brien+x@example.com"];
	await world.deps.mailAddresses.change({ ...change, tenantId, setting: { email } });
	const [setting] = await partitionOf(world, tenantId);
	expect(setting).toMatchObject(directoryKey(tenantId, { kind: "mailAddress", id: change.accountId }));
	const [claim] = await partitionOf(world, fillTemplate(claimTemplates.pk, { tenantId, email }));
	expect(claim).toMatchObject({ s: { S: claimTemplates.sk }, i: { S: change.accountId } });
	const { mailAddresses } = await world.deps.directoryReader.load(tenantId);
	expect([...mailAddresses.values()]).toEqual([{ accountId: change.accountId, email }]);

	const unconfirmed = { email: "next@example.com", tokenHash: "hash", expiresAt: 86_400 };
	await world.deps.mailAddresses.change({ ...change, tenantId, own: email, setting: undefined, unconfirmed });
	const { accountId } = change;
	expect(await world.deps.mailAddressReader.findUnconfirmed({ tenantId, accountId })).toMatchObject({ unconfirmed });
});

test("writes all or nothing", async () => {
	const tenantId = "all-or-nothing";
	const replace = (own: string | undefined, email: string | undefined, accountId = "a1") =>
		world.deps.mailAddresses.change({ ...change, tenantId, accountId, own, setting: email ? { email } : {} });
	const settingOf = async (accountId: string) =>
		(await world.deps.directoryReader.load(tenantId)).mailAddresses.get(accountId)?.email;
	const isClaimed = async (email: string) => (await partitionOf(world, `${tenantId}##${email}`)).length === 1;

	expect(await replace(undefined, "a@example.com")).toBe("changed");
	expect(await replace(undefined, "b@example.com")).toBe("stale");
	expect(await replace("x@example.com", "b@example.com")).toBe("stale");
	expect(await isClaimed("b@example.com")).toBe(false);

	expect(await replace(undefined, "c@example.com", "a2")).toBe("changed");
	expect(await replace("c@example.com", "a@example.com", "a2")).toBe("taken");
	expect([await settingOf("a2"), await isClaimed("c@example.com")]).toEqual(["c@example.com", true]);

	expect(await replace("a@example.com", undefined)).toBe("changed");
	expect([await settingOf("a1"), await isClaimed("a@example.com")]).toEqual([undefined, false]);
	expect(await replace("c@example.com", "a@example.com", "a2")).toBe("changed");
	expect([await isClaimed("a@example.com"), await isClaimed("c@example.com")]).toEqual([true, false]);
});

test("uses an unconfirmed address once when four requests come at the same moment", async () => {
	const caller = { tenantId: "once", accountId: "a1" };
	const unconfirmed = { email: "a@example.com", tokenHash: "hash", expiresAt: 86_400 };
	await world.deps.mailAddresses.change({ ...change, ...caller, setting: undefined, unconfirmed });
	const use = { ...change, ...caller, former: unconfirmed, setting: { email: unconfirmed.email } };
	const outcomes = await Promise.all([1, 2, 3, 4].map(() => world.deps.mailAddresses.change(use)));
	expect(outcomes.toSorted()).toEqual(["changed", "stale", "stale", "stale"]);
	expect(await world.deps.mailAddressReader.findUnconfirmed(caller)).toMatchObject({ unconfirmed: undefined });
});
