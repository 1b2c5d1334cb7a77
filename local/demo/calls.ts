import { formatJst, jstDate } from "../../shared/time/model.ts";
import { addDays, dayWeight, historyDays, pastDay, today as timesOfToday } from "./calendar.ts";
import { type Customer, newCustomer } from "./customers.ts";
import { DialList, type Entry } from "./dial-list.ts";
import { isFinal, type SystemResult, systemResult, systemSeconds } from "./outcomes.ts";
import { type Random, seededRandom } from "./random.ts";
import { freeAgent, type NextAction, type Talk, talk } from "./talk.ts";
import type { DemoAgent, DemoBatch, DemoCampaign, DemoTenant } from "./tenant.ts";

const hourMs = 3_600_000;
const mostAttempts = 6;

/** One attempt: the data of its `rireki.call.completed.v1`, and what its recording needs. */
export interface DemoCall {
	data: { callId: string } & Record<string, unknown>;
	reportedAt: number;
	recording?: { number: number; storedAt: number };
}

/** Simulates a tenant's dialler and agents, day by day, until now. */
export function* simulateCalls(tenant: DemoTenant, now: number): Generator<DemoCall> {
	if (tenant.calls === 0) return;
	const today = jstDate(now);
	const random = seededRandom(`${tenant.tenantId} ${today}`);
	const dates = Array.from({ length: historyDays + 1 }, (_, index) => addDays(today, index - historyDays));
	const callsOfFullDay = tenant.calls / dates.reduce((sum, date) => sum + dayWeight(date), 0);
	const dial = createDialler(random, tenant, today);
	for (const date of dates) {
		const times = date === today ? timesOfToday(random, now, callsOfFullDay) : pastDay(random, date, callsOfFullDay);
		let number = 0;
		for (const at of times) {
			const call = dial(at, date, number + 1);
			// Calls still in progress have not been reported yet.
			if (!call || call.reportedAt >= now) continue;
			number++;
			yield call;
		}
	}
}

function createDialler(random: Random, tenant: DemoTenant, today: string) {
	const campaigns = new Map(tenant.campaigns.map((campaign) => [campaign.campaignId, campaign]));
	const lists = new Map(tenant.batches.map((batch) => [batch.batchId, new DialList()]));
	const busyUntil = new Map<string, number>();
	const customers: Customer[] = [];

	return (at: number, date: string, number: number): DemoCall | undefined => {
		const running = runningBatches(tenant.batches, date);
		if (running.length === 0) return undefined;
		const batch =
			running.find(({ batchId }) => lists.get(batchId)?.hasPromise(at)) ??
			random.weighted(running.map((one) => [one, campaigns.get(one.campaignId)?.share ?? 0] as const));
		const campaign = campaigns.get(batch.campaignId) as DemoCampaign;
		const list = lists.get(batch.batchId) as DialList;
		const entry = list.take(at) ?? newEntry(random, customers, list, batch);
		const { promised } = entry;
		entry.attempts++;

		let result = systemResult(random, { at, attempts: entry.attempts, promised, today });
		const agent = result ? undefined : freeAgent(random, tenant.agents, busyUntil, campaign, at, date);
		if (!agent) result ??= "no_agent";
		const report = result ? systemReport(random, result, entry, at) : talk(random, campaign, batch, at);
		if (agent) busyUntil.set(agent.accountId, report.reportedAt);
		giveBack(random, list, entry, report);
		const callId = `${date.replaceAll("-", "")}-${String(number).padStart(6, "0")}`;
		return describe({ random, callId, at, campaign, batch, entry, agent, report });
	};
}

function runningBatches(batches: readonly DemoBatch[], date: string): DemoBatch[] {
	return batches.filter(({ startsOn, endsOn }) => startsOn <= date && date <= endsOn);
}

/** Usually somebody new; sometimes a customer whom another batch has already called. */
function newEntry(random: Random, customers: Customer[], list: DialList, batch: DemoBatch): Entry {
	let customer = random.chance(0.14) && customers.length > 0 ? random.pick(customers) : undefined;
	if (!customer || list.customerIds.has(customer.customerId)) {
		customer = newCustomer(random, customers.length + 1);
		customers.push(customer);
	}
	list.customerIds.add(customer.customerId);
	return { customer, customerListId: random.pick(batch.listIds), attempts: 0, dueAt: 0, promised: false };
}

function systemReport(random: Random, resultId: SystemResult, entry: Entry, at: number): Talk {
	const over = isFinal(resultId) || entry.attempts >= mostAttempts;
	return {
		resultId,
		durationSeconds: 0,
		nextAction: { type: over ? "done" : "continue" },
		reportedAt: at + (systemSeconds(random, resultId) + 1) * 1000,
	};
}

function giveBack(random: Random, list: DialList, entry: Entry, { nextAction, reportedAt }: Talk): void {
	if (nextAction.type === "done") return;
	const pauseHours = random.weighted([2, 5, 24, 48, 72].map((hours, index) => [hours, 5 - index] as const));
	const promised = nextAction.type === "redial";
	const dueAt = promised ? nextAction.redialAt : reportedAt + (pauseHours + random.next()) * hourMs;
	list.put({ ...entry, promised, dueAt });
}

function describe(call: {
	random: Random;
	callId: string;
	at: number;
	campaign: DemoCampaign;
	batch: DemoBatch;
	entry: Entry;
	agent: DemoAgent | undefined;
	report: Talk;
}): DemoCall {
	const { random, entry, agent } = call;
	const { reportedAt, recording, nextAction, memo, altPhone, ...report } = call.report;
	const { customerId, phone, name, kana, remarks } = entry.customer;
	const data = {
		callId: call.callId,
		requestId: random.digits(20),
		calledAt: formatJst(call.at),
		campaignId: call.campaign.campaignId,
		batchId: call.batch.batchId,
		customerListId: entry.customerListId,
		callingGroupId: agent?.groupId ?? random.pick(call.campaign.groupIds),
		customerId,
		callerId: call.campaign.callerId,
		...(name && { name }),
		...(kana && { kana }),
		phone,
		...(altPhone && { altPhone }),
		...(remarks && { remarks }),
		...(agent && { agentId: agent.accountId }),
		...report,
		nextAction: written(nextAction),
		...(memo && { memo }),
		createdAt: formatJst(reportedAt),
	};
	const storedAt = reportedAt + random.int(10, 90) * 1000;
	return { data, reportedAt, ...(recording && { recording: { number: recording, storedAt } }) };
}

function written(action: NextAction) {
	return action.type === "redial" ? { ...action, redialAt: formatJst(action.redialAt) } : action;
}
