import { DeleteItemCommand } from "@aws-sdk/client-dynamodb";
import { markRemoved } from "../../../commands/remove-tenant/mark.ts";
import { dayMs } from "../../../shared/time/model.ts";
import { changesOf, toStreamRecords } from "../../support/changes.ts";
import { accountSaved, batchSaved, callCompleted, recordingStored } from "../../support/events.ts";
import { partitionOf, tableClient } from "../../support/table.ts";
import type { Driver } from "./driver.ts";

/** What arrives by queues and the stream, including what goes wrong on the way. */
export async function driveEvents(driver: Driver): Promise<void> {
	await takeIn(driver);
	await tellChanges(driver);
	await retain(driver);
	await pack(driver);
	const userAttributes = { "custom:tenant": "acme", "custom:account": "sv01", "custom:role": "supervisor" };
	await driver.invoke("events/issue-token", { request: { userAttributes } });
}

async function takeIn({ deps, deliver, recordings }: Driver): Promise<void> {
	const noon = "2026-11-20T12:00:00+09:00";
	const account = accountSaved({ accountId: "ag09" }, { time: noon });
	const untold = { ...account, data: { ...account.data, email: "no address" } };
	// Another call gets the id at the same moment: the later one, already stored as its customer's latest, is removed.
	const { create } = deps.callHistories;
	deps.callHistories.create = async (record) => {
		await create({ ...record, customerId: "u-8", precedence: "" });
		return create(record);
	};
	await deliver("events/intake", callCompleted({ callId: "x-8", customerId: "u-9" }, { time: noon }));
	deps.callHistories.create = create;
	const own = callCompleted({ callId: "x-7", customerId: "u-9" }, { time: noon });
	await deliver("events/intake", account, untold, own, recordingStored("x-7"), batchSaved({ batchId: "b01" }));
	// An earlier event has the same id.
	await deliver(
		"events/intake",
		callCompleted({ callId: "x-7", customerId: "u-7" }, { time: "2026-11-20T08:00:00+09:00" }),
	);
	// What has to wait is sent again, and what can never be applied goes to the dead letters.
	const unknown = { callId: "x-9", batchId: "b99" };
	await deliver("events/intake", callCompleted(unknown), recordingStored("x-8", { objectKey: "harbour/x.wav" }));
	// A message that fails is hidden for a while.
	const { find } = deps.directoryReader;
	deps.directoryReader.find = () => Promise.reject(new Error("the table does not answer"));
	await deliver("events/intake", callCompleted({ callId: "x-10" }));
	deps.directoryReader.find = find;
	await recordings.put("acme/lost.wav", Buffer.from("sound"));
}

async function tellChanges({ world, invoke }: Driver): Promise<void> {
	const correct = () =>
		world.call("correct-call-history", {
			path: { callId: "x-2" },
			headers: { "if-match": "*" },
			body: { memo: "電話" },
		});
	const end = () =>
		world.takeIn(batchSaved({ batchId: "b01", endsOn: "2099-12-30" }, { time: "2026-11-21T09:00:00+09:00" }));
	const changes = await changesOf(world, async () => {
		await correct();
		await end();
	});
	await invoke("events/changes", { Records: toStreamRecords(world, changes) });
}

async function retain({ world, deliver }: Driver): Promise<void> {
	const tasks = (...bodies: object[]) => deliver("events/retention", ...bodies);
	const batch = { tenantId: "acme", batchId: "b01" };
	await tasks({ kind: "move-batch", ...batch, endsOn: "2099-12-30", pass: 1 });
	await tasks({ kind: "point-latest", ...batch, customerId: "u-2" });
	const [item] = (await partitionOf(world, "acme#x-1")).filter(({ s }) => s?.S === "c");
	// TTL has deleted it, although its batch has not expired.
	await tasks({ kind: "forget-record", byAge: true, item, deletedAt: world.clock.now });
	// Somebody has deleted it by hand.
	const Key = { p: { S: "acme#x-1" }, s: { S: "c" } };
	await tableClient().send(new DeleteItemCommand({ TableName: world.tableName, Key }));
	await tasks({ kind: "forget-record", byAge: false, item });
	await tasks({ kind: "sweep-recordings" });
	world.clock.now += 40 * dayMs;
	await tasks({ kind: "sweep-recordings" });
}

/** Packs another record, runs the packer on the days after it, and again after the tenant's removal. */
async function pack({ world, deps, invoke }: Driver): Promise<void> {
	await world.takeIn(callCompleted({ callId: "x-20", customerId: "u-20" }));
	for (let day = 0; day < 3; day++) {
		world.clock.now += dayMs;
		await invoke("events/pack");
	}
	await deps.packNotes.written("acme", world.clock.now);
	await markRemoved(tableClient(), world.tableName, "acme", world.clock.now);
	world.clock.now += dayMs;
	await invoke("events/pack");
}
