import { type FunctionName, functionSpec } from "../functions.ts";

/** A month of one tenant. Everything else follows from it. */
export const tenant = {
	calls: 100_000,
	workingDays: 20,
	supervisors: 40,
	/** By each supervisor in a day. */
	searches: 50,
	details: 50,
	/** One in this many searches has a condition on memos. */
	memoEvery: 5,
	corrections: 2_000,
	recordings: 40_000,
	/** Two minutes at 8 kHz, 8 bit. */
	recordingMB: 0.96,
	recordingsOpened: 20_000,
	exports: 100,
	/** How long records are kept on average: a month of a batch, and 90 days. */
	monthsKept: 4,
	/** A run every ten minutes, ten hours a day. */
	packings: 1_200,
} as const;

/** By all supervisors in a month. */
export const searches = tenant.supervisors * tenant.searches * tenant.workingDays;

/** Fixed parts, independent of use; `test/infra/stacks/costs.ts` counts them in the templates. */
export const installation = {
	firewallRules: 6,
	alarmMetrics: 29,
	/** One for each function and each figure that it measures. */
	metrics: 41,
	secrets: 3,
	/** Pack and sweep, every five minutes. */
	scheduledRuns: 2 * 12 * 24 * 30,
	/** Lambda polls each of two queues with five readers, every twenty seconds. */
	idlePolls: 2 * 5 * 3 * 60 * 24 * 30,
} as const;

/**
 * Of functions: the seconds of a call, assumed until a deployed stage shows them, and the memory of such a function.
 */
export const durations = {
	search: { seconds: 0.25, GB: memoryOf("api/search-call-histories") },
	request: { seconds: 0.08, GB: memoryOf("api/get-call-history") },
	intake: { seconds: 0.06, GB: memoryOf("events/intake") },
	changes: { seconds: 0.05, GB: memoryOf("events/changes") },
	retention: { seconds: 0.08, GB: memoryOf("events/retention") },
	task: { seconds: 0.3, GB: memoryOf("workflow/mark-completed") },
	partition: { seconds: 5, GB: memoryOf("workflow/export-partition") },
	scheduled: { seconds: 0.15, GB: (memoryOf("events/pack") + memoryOf("events/sweep")) / 2 },
	packing: { seconds: 1, GB: memoryOf("events/pack") },
} as const;

/** Lambda's GB have 1,024 MB. */
function memoryOf(name: FunctionName): number {
	return functionSpec(name).memoryMb / 1024;
}
