import { stringify } from "csv-stringify/sync";
import { planKey } from "../shared/async-search/layout.ts";
import { readFixed } from "../shared/call-history/fixed.ts";
import { fields as f } from "../shared/call-history/schema.ts";
import { columns, nextActionLabels, talkedWithLabels } from "../shared/column/model.ts";
import { type Directory, resultLabels } from "../shared/directory/model.ts";
import { exportPartition, type PartitionDeps } from "../shared/export/export-partition.ts";
import { type ExportPlan, serializePlan } from "../shared/export/plan.ts";
import type { Item } from "../shared/platform/dynamodb.ts";
import { tableKey } from "../shared/platform/keys.ts";
import { criteriaFor } from "../shared/search/criteria.ts";
import { monthPath } from "../shared/search/path.ts";
import { displayDuration, displayJst } from "../shared/time/model.ts";
import { createMemoryFiles } from "../test/support/export-files.ts";
import { electroWay, type Range } from "./page-ways.ts";
import type { LoadedDay } from "./world.ts";

const run = { tenantId: "acme", accountId: "admin", asyncSearchId: "bench", run: 1 };

/** Names by id, in the form that all variants need. */
function namesOf(directory: Directory) {
	const named = (map: ReadonlyMap<string, { name: string }>) => new Map([...map].map(([id, { name }]) => [id, name]));
	return {
		campaigns: named(directory.campaigns),
		batches: named(directory.batches),
		lists: named(directory.customerLists),
		groups: named(directory.callingGroups),
		accounts: named(directory.accounts),
		results: resultLabels(directory.campaigns.values()),
	};
}

/**
 * The minimum for a line: each value by its name from the parsed answer, without checks, in one expression.
 */
export function floorWay(directory: Directory) {
	const { campaigns, batches, lists, groups, accounts, results } = namesOf(directory);
	const name = (map: Map<string, string>, id: string | undefined) => map.get(id ?? "") ?? "";
	const quoted = (text: string | undefined) => (text ? text.replaceAll('"', '""') : "");
	return (answer: string) => {
		let lines = "";
		for (const item of (JSON.parse(answer) as { Items: Item[] }).Items) {
			const time = displayJst(Number(item[f.calledAt]?.N));
			const [requestId, callerId, seconds, createdAt] = JSON.parse(item[f.fixed]?.S ?? "[]");
			const created = displayJst(createdAt);
			const updated = item[f.updatedAt]?.N ? displayJst(Number(item[f.updatedAt]?.N)) : created;
			const action = nextActionLabels[item[f.nextActionType]?.S as "done"].ja;
			const talked = talkedWithLabels[item[f.talkedWith]?.S as "self"]?.ja ?? "";
			const recording = item[f.recordingSeconds]?.N ? displayDuration(Number(item[f.recordingSeconds]?.N)) : "";
			lines +=
				`"${item[tableKey.pk]?.S?.slice(5)}","${time}","${name(campaigns, item[f.campaignId]?.S)}",` +
				`"${name(batches, item[f.batchId]?.S)}","${name(lists, item[f.customerListId]?.S)}",` +
				`"${name(groups, item[f.callingGroupId]?.S)}","=""${callerId}""","${quoted(item[f.name]?.S)}",` +
				`"${quoted(item[f.kana]?.S)}","=""${item[f.phone]?.S}""","${name(accounts, item[f.agentId]?.S)}",` +
				`"${talked}","${name(results, item[f.resultId]?.S)}","${displayDuration(seconds)}","${action}",` +
				`"${quoted(item[f.memo]?.S)}","${created}","=""${requestId}""","${recording}","${updated}",` +
				`"${name(accounts, item[f.updatedBy]?.S)}"\r\n`;
		}
		return lines;
	};
}

/** ElectroDB's `go()` and csv-stringify: the straightforward implementation. */
export function libraryWay(day: LoadedDay, directory: Directory) {
	const read = electroWay(day);
	const { campaigns, batches, lists, groups, accounts, results } = namesOf(directory);
	return async (range: Range) => {
		const { data } = await read(range);
		const made = data.map((record) => ({ ...record, ...readFixed(record.fixed) }));
		const rows = made.map((record) => [
			...[record.callId, displayJst(record.calledAt), campaigns.get(record.campaignId), batches.get(record.batchId)],
			...[lists.get(record.customerListId ?? ""), groups.get(record.callingGroupId ?? ""), `="${record.callerId}"`],
			...[record.name, record.kana, `="${record.phone}"`, accounts.get(record.agentId)],
			...[talkedWithLabels[record.talkedWith ?? "self"].ja, results.get(record.resultId ?? "")],
			...[displayDuration(record.durationSeconds), nextActionLabels[record.nextActionType].ja, record.memo],
			...[displayJst(record.createdAt), `="${record.requestId}"`, record.recordingSeconds],
			...[displayJst(record.updatedAt ?? record.createdAt), accounts.get(record.updatedBy ?? "")],
		]);
		return stringify(rows, { quoted: true, record_delimiter: "windows" });
	};
}

/** The real task, with its pieces dropped. */
export async function partitionWay(day: LoadedDay, directory: Directory, encoding: ExportPlan["encoding"] = "utf-8") {
	const account = directory.accounts.get("admin");
	const period = { from: Date.parse("2026-11-19T00:00:00+09:00"), to: Date.parse("2026-11-20T00:00:00+09:00") };
	const criteria = account && criteriaFor(account, directory, { period }, Date.now());
	if (!criteria) throw new Error("the bench has no administrator");
	const plan: ExportPlan = {
		tenantId: "acme",
		snapshotAt: Date.now(),
		criteria,
		path: monthPath("acme", criteria),
		sort: { column: "calledAt", direction: "desc" },
		columns: [...columns],
		encoding,
		format: "excel",
		directory,
	};
	const files = createMemoryFiles();
	await files.put(planKey(run), serializePlan(plan));
	const deps = {
		callHistoryReader: day.world.deps.callHistoryReader,
		exportFiles: { ...files, put: async () => {} },
		asyncSearches: { addProgress: async () => {} },
	} as unknown as PartitionDeps;
	return ({ low, high }: Range) => exportPartition(deps, { run, partition: { index: 0, low, high } });
}
