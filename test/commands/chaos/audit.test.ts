import { expect, onTestFinished, test } from "vitest";
import { createAudited } from "../../../commands/chaos/audit/audited.ts";
import { audit, promises } from "../../../commands/chaos/audit.ts";
import { Client } from "../../../commands/chaos/client.ts";
import { Dialler } from "../../../commands/chaos/dialler.ts";
import { Ledger } from "../../../commands/chaos/ledger.ts";
import { passTime } from "../../../commands/chaos/pass-time.ts";
import { untilDrained } from "../../../commands/chaos/settle.ts";
import { createStage } from "../../../commands/chaos/stage.ts";
import { accounts, calendar, firstSaves, laterSaves, tenant } from "../../../commands/chaos/tenant.ts";
import { seededRandom } from "../../../local/demo/random.ts";
import { ownEngines, temporaryFolder } from "../../local/processes.ts";

const nothing = { drawRequestsToLive: () => Number.POSITIVE_INFINITY, count: () => {} };

test.skipIf(!ownEngines)("an audit finds what was acknowledged but is missing, and nothing else", async () => {
	const dataDir = temporaryFolder();
	const stage = createStage({ dataDir, faults: nothing, through: async (engines) => engines });
	onTestFinished(() => stage.kill());
	await stage.start(calendar.start);
	const ledger = new Ledger();
	const client = new Client(() => stage.urls, ledger);
	const dialler = new Dialler(stage, ledger, seededRandom("audit"));
	await dialler.send([...firstSaves(), ...laterSaves()].map((event) => JSON.stringify(event)));
	const drained = () =>
		untilDrained(stage, async () => {
			await stage.kill();
			passTime(dataDir, 15 * 60_000);
			await stage.start(calendar.start + 15 * 60_000);
		});
	await drained();
	for (let call = 0; call < 5; call++) await dialler.makeCall(calendar.start);
	await dialler.sendAll();
	await drained();
	const findings = async () => {
		const audited = await createAudited(stage.urls, calendar.start, client, ledger);
		return Map.groupBy(await audit(promises, audited), ({ promise }) => promise);
	};
	// Nothing is old enough yet to be packed.
	expect([...(await findings()).entries()].map(([, all]) => all.map(({ what }) => what))).toEqual([
		["nothing is packed"],
	]);

	const [first] = ledger.calls.values();
	if (!first) throw new Error("no call was made");
	ledger.calls.set("lost", { ...first, callId: "lost", recordingKey: `${tenant}/lost.wav` });
	ledger.corrections.push({ callId: first.callId, memo: "消えた訂正", outcome: "acknowledged", status: 200 });
	const lost = { asyncSearchId: "lost", account: accounts.admin, createdAt: "", runs: 1, perhapsMore: false };
	ledger.exports.set("lost", lost);
	ledger.hopeless.set("lost", "not-json");
	ledger.searches.add("2026-08-01T00:00:00+09:00");
	ledger.wrongAnswers.push("an answer was wrong");
	const found = await findings();
	const missed = Object.keys(promises).filter((promise) => !found.has(promise));
	// Nothing that concerns these was tampered with.
	expect(missed).toEqual(["a deactivated account stays locked out", "each ended search was announced by mail"]);
});
