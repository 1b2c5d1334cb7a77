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

const change = { accountId: "Id.1:@+~-_", savedAt: 1 };

test("fills the keys as the readers do", async () => {
	const [tenantId, email] = ["Tenant-1", "o'brien+x@example.com"];
	await world.deps.mailAddresses.replace({ ...change, tenantId, before: undefined, after: email });
	const [setting] = await partitionOf(world, tenantId);
	expect(setting).toMatchObject(directoryKey(tenantId, { kind: "mailAddress", id: change.accountId }));
	const [claim] = await partitionOf(world, fillTemplate(claimTemplates.pk, { tenantId, email }));
	expect(claim).toMatchObject({ s: { S: claimTemplates.sk }, i: { S: change.accountId } });
	const { mailAddresses } = await world.deps.directoryReader.load(tenantId);
	expect([...mailAddresses.values()]).toEqual([{ accountId: change.accountId, email }]);
});

test("writes all or nothing", async () => {
	const tenantId = "all-or-nothing";
	const replace = (before: string | undefined, after: string | undefined, accountId = "a1") =>
		world.deps.mailAddresses.replace({ ...change, tenantId, accountId, before, after });
	const settingOf = async (accountId: string) =>
		(await world.deps.directoryReader.load(tenantId)).mailAddresses.get(accountId)?.email;
	const isClaimed = async (email: string) => (await partitionOf(world, `${tenantId}##${email}`)).length === 1;

	expect(await replace(undefined, "a@example.com")).toBe("replaced");
	expect(await replace(undefined, "b@example.com")).toBe("stale");
	expect(await replace("x@example.com", "b@example.com")).toBe("stale");
	expect(await isClaimed("b@example.com")).toBe(false);

	expect(await replace(undefined, "c@example.com", "a2")).toBe("replaced");
	expect(await replace("c@example.com", "a@example.com", "a2")).toBe("taken");
	expect([await settingOf("a2"), await isClaimed("c@example.com")]).toEqual(["c@example.com", true]);

	expect(await replace("a@example.com", undefined)).toBe("replaced");
	expect([await settingOf("a1"), await isClaimed("a@example.com")]).toEqual([undefined, false]);
	expect(await replace("c@example.com", "a@example.com", "a2")).toBe("replaced");
	expect([await settingOf("a2"), await isClaimed("c@example.com")]).toEqual(["a@example.com", false]);
});
