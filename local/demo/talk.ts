import { recordingOf } from "./audio.ts";
import { promisedTime } from "./calendar.ts";
import { memo, type Outcome } from "./memos.ts";
import { profiles } from "./outcomes.ts";
import type { Random } from "./random.ts";
import type { DemoAgent, DemoBatch, DemoCampaign } from "./tenant.ts";

export type NextAction = { type: "continue" } | { type: "done" } | { type: "redial"; redialAt: number };

/** An agent's report of a call, and its time; times in epoch milliseconds. */
export interface Talk {
	talkedWith?: "self" | "other";
	resultId?: string;
	durationSeconds: number;
	nextAction: NextAction;
	memo?: string;
	altPhone?: string;
	reportedAt: number;
	/** The number of the demonstration recording that the call sounds like. */
	recording?: number;
}

/** The first agent is the suggested login for trying the console, and has more calls than the others. */
const firstAgentWeight = 4;

export function freeAgent(
	random: Random,
	agents: readonly DemoAgent[],
	busyUntil: ReadonlyMap<string, number>,
	campaign: DemoCampaign,
	at: number,
	date: string,
): DemoAgent | undefined {
	const free = agents.filter(
		(agent) =>
			campaign.groupIds.includes(agent.groupId) &&
			(busyUntil.get(agent.accountId) ?? 0) <= at &&
			(agent.leftOn === undefined || date < agent.leftOn),
	);
	if (free.length === 0) return undefined;
	return random.weighted(free.map((agent) => [agent, agent.accountId === "ag01" ? firstAgentWeight : 1] as const));
}

export function talk(random: Random, campaign: DemoCampaign, batch: DemoBatch, calledAt: number): Talk {
	const outcome = random.weighted(campaign.outcomes);
	const { medianSeconds, sigma, self } = profiles[outcome];
	const drawnSeconds = Math.max(6, Math.round(random.logNormal(medianSeconds, sigma)));
	const recording = random.chance(0.9) ? recordingOf(drawnSeconds) : undefined;
	const durationSeconds = recording?.seconds ?? drawnSeconds;
	const reportedAt = calledAt + (random.int(5, 25) + durationSeconds + random.int(8, 60)) * 1000;
	const talkedWith = speaker(random, outcome, self);
	const next = talkedWith ? nextAction(random, outcome, reportedAt, batch.endsOn) : ({ type: "continue" } as const);
	const redialAt = next.type === "redial" ? next.redialAt : undefined;
	const subject = { outcome, products: campaign.products, talkedWith, redialAt };
	return {
		...(talkedWith && { talkedWith }),
		...(campaign.resultEntry && { resultId: `${campaign.campaignId}-${outcome}` }),
		durationSeconds,
		nextAction: next,
		...(random.chance(0.88) && { memo: memo(random, subject) }),
		...(random.chance(0.03) && { altPhone: `0900${random.digits(7)}` }),
		reportedAt,
		...(recording && { recording: recording.number }),
	};
}

function speaker(random: Random, outcome: Outcome, self: number): "self" | "other" | undefined {
	if (random.chance(self)) return "self";
	// An answering machine does not count as a person.
	return outcome === "absent" && random.chance(0.3) ? undefined : "other";
}

function nextAction(random: Random, outcome: Outcome, after: number, endsOn: string): NextAction {
	const type = random.weighted(profiles[outcome].next);
	if (type !== "redial") return { type };
	const redialAt = promisedTime(random, after, endsOn);
	return redialAt === undefined ? { type: "continue" } : { type: "redial", redialAt };
}
