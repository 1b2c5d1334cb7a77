import * as z from "zod";

const named = { name: z.string() };

/** Lists that may be longer than an answer allows. */
const optionLists = ["campaigns", "results", "batches", "customerLists", "callingGroups", "agents"] as const;
export type OptionList = (typeof optionLists)[number];

export const searchOptionsSchema = z.object({
	campaigns: z.array(
		z.object({
			campaignId: z.string(),
			...named,
			resultEntry: z.boolean(),
			results: z.array(z.object({ resultId: z.string(), label: z.string() })),
		}),
	),
	batches: z.array(
		z.object({
			batchId: z.string(),
			...named,
			campaignId: z.string(),
			startsOn: z.iso.date(),
			endsOn: z.iso.date(),
		}),
	),
	customerLists: z.array(z.object({ customerListId: z.string(), ...named })),
	callingGroups: z.array(z.object({ callingGroupId: z.string(), ...named })),
	agents: z.array(z.object({ accountId: z.string(), ...named, active: z.boolean() })),
	systemResults: z.array(z.object({ resultId: z.string(), label: z.string() })),
	more: z.array(z.enum(optionLists)),
});
export type SearchOptions = z.infer<typeof searchOptionsSchema>;
