import { displayDuration, nextActionLabels, talkedWithLabels } from "../call-history/labels.ts";
import type { CallHistoryEntry } from "../call-history/model.ts";
import { type Directory, resultLabels } from "../directory/model.ts";
import { fold, foldName } from "../text/model.ts";
import { displayJst } from "../time/model.ts";
import type { Criteria } from "./criteria.ts";

export type Matcher = (entry: CallHistoryEntry) => boolean;

/** The one definition of what a hit is. Filters pushed down to the table only spare it work. */
export function createMatcher(criteria: Criteria, directory: Directory): Matcher {
	const { from, to } = criteria.period;
	const tests: Matcher[] = [(entry) => entry.calledAt >= from && entry.calledAt < to];

	const oneOf = (ids: readonly string[] | undefined, idOf: (entry: CallHistoryEntry) => string | undefined) => {
		if (!ids) return;
		const set = new Set<string | undefined>(ids);
		tests.push((entry) => set.has(idOf(entry)));
	};
	oneOf(criteria.campaignIds, (entry) => entry.campaignId);
	oneOf(criteria.batchIds, (entry) => entry.batchId);
	oneOf(criteria.customerListIds, (entry) => entry.customerListId);
	oneOf(criteria.callingGroupIds, (entry) => entry.callingGroupId);
	oneOf(criteria.agentIds, (entry) => entry.agentId);
	oneOf(criteria.resultIds, (entry) => entry.resultId);

	const expired = new Set(criteria.expiredBatchIds);
	if (expired.size > 0) tests.push((entry) => !expired.has(entry.batchId));

	const { name, kana, memo, phone, phoneEndsWith, words } = criteria;
	if (name) tests.push((entry) => foldName(entry.name ?? "").includes(name));
	if (kana) tests.push((entry) => foldName(entry.kana ?? "").includes(kana));
	if (memo) tests.push((entry) => fold(entry.memo ?? "").includes(memo));
	if (phone) tests.push((entry) => entry.phone.startsWith(phone) || entry.phone.startsWith(`+${phone}`));
	if (phoneEndsWith) tests.push((entry) => entry.phone.endsWith(phoneEndsWith));
	for (const word of words) {
		const occursIn = createWordTest(word, directory);
		tests.push((entry) => occursIn(entry));
	}
	return (entry) => {
		for (const test of tests) if (!test(entry)) return false;
		return true;
	};
}

/**
 * Whether a folded word occurs in some displayed column. The word is looked up once in the names that records refer to;
 * a record is then asked for ids before any of its own texts is folded.
 */
function createWordTest(word: string, directory: Directory): (entry: CallHistoryEntry) => boolean {
	const compact = foldName(word);
	const shows = (text: string) => fold(text).includes(word) || foldName(text).includes(compact);
	const idsOf = (names: Iterable<[string, string]>) =>
		new Set<string | undefined>([...names].filter(([, name]) => shows(name)).map(([id]) => id));
	const named = (map: ReadonlyMap<string, { name: string }>) =>
		idsOf([...map].map(([id, { name }]): [string, string] => [id, name]));

	const campaigns = named(directory.campaigns);
	const batches = named(directory.batches);
	const customerLists = named(directory.customerLists);
	const callingGroups = named(directory.callingGroups);
	const accounts = named(directory.accounts);
	const results = idsOf(resultLabels(directory.campaigns.values()));
	const talkedWith = idsOf(Object.entries(talkedWithLabels));
	const nextActions = idsOf(Object.entries(nextActionLabels));
	const mayBeTime = /^[\d/:]+$/.test(word);
	const digits = /^\+?[\d()-]+$/.test(word) ? word.replace(/[()-]/g, "") : undefined;

	return (entry) =>
		campaigns.has(entry.campaignId) ||
		batches.has(entry.batchId) ||
		(entry.customerListId !== undefined && customerLists.has(entry.customerListId)) ||
		(entry.callingGroupId !== undefined && callingGroups.has(entry.callingGroupId)) ||
		(entry.agentId !== undefined && accounts.has(entry.agentId)) ||
		(entry.updatedBy !== undefined && accounts.has(entry.updatedBy)) ||
		(entry.resultId !== undefined && results.has(entry.resultId)) ||
		(entry.talkedWith !== undefined && talkedWith.has(entry.talkedWith)) ||
		nextActions.has(entry.nextAction.type) ||
		(digits !== undefined && (entry.phone.includes(digits) || (entry.callerId ?? "").includes(digits))) ||
		(mayBeTime && timesOf(entry).includes(word)) ||
		entry.callId.toLowerCase().includes(word) ||
		entry.requestId.toLowerCase().includes(word) ||
		shows(entry.name ?? "") ||
		shows(entry.kana ?? "") ||
		fold(entry.memo ?? "").includes(word) ||
		fold(entry.phone).includes(word);
}

/** The displayed times of a row, and its duration, parted by a character that no word of digits holds. */
function timesOf(entry: CallHistoryEntry): string {
	const times = [entry.calledAt, entry.createdAt, entry.updatedAt ?? entry.createdAt];
	if (entry.nextAction.type === "redial") times.push(entry.nextAction.redialAt);
	return [...times.map(displayJst), displayDuration(entry.durationSeconds)].join(" ");
}
