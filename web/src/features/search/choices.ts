import type { MultiselectProps } from "@cloudscape-design/components/multiselect";
import type { ConditionOf } from "../../../../shared/condition/model.ts";
import type { SearchOptions } from "../../../../shared/options/answer.ts";
import type { formTexts } from "./form-texts.ts";

type Texts = (typeof formTexts)["ja"];
export type Choices = MultiselectProps.Options;

/** What each drop-down offers. Batches and results follow the chosen campaigns. */
export function choicesOf(options: SearchOptions | undefined, campaignIds: readonly string[], t: Texts) {
	const offered = (campaignId: string) => campaignIds.length === 0 || campaignIds.includes(campaignId);
	const campaignNames = new Map(options?.campaigns.map(({ campaignId, name }) => [campaignId, name]));
	const campaigns = options?.campaigns.filter(({ campaignId }) => offered(campaignId)) ?? [];
	return {
		campaignIds: options?.campaigns.map(({ campaignId, name }) => ({ value: campaignId, label: name })) ?? [],
		batchIds:
			options?.batches
				.filter(({ campaignId }) => offered(campaignId))
				.toSorted((a, b) => b.startsOn.localeCompare(a.startsOn))
				.map(({ batchId, name, campaignId, startsOn, endsOn }) => ({
					value: batchId,
					label: name,
					description: `${campaignNames.get(campaignId) ?? ""} ${slashed(startsOn)}～${slashed(endsOn)}`,
				})) ?? [],
		customerListIds:
			options?.customerLists.map(({ customerListId, name }) => ({ value: customerListId, label: name })) ?? [],
		callingGroupIds:
			options?.callingGroups.map(({ callingGroupId, name }) => ({ value: callingGroupId, label: name })) ?? [],
		agentIds:
			options?.agents.map(({ accountId, name, active }) => ({
				value: accountId,
				label: name,
				...(active ? {} : { labelTag: t.inactive }),
			})) ?? [],
		resultIds: [
			...campaigns
				.filter(({ results }) => results.length > 0)
				.map(({ name, results }) => ({ label: name, options: results.map(toChoice) })),
			{
				label: t.systemResults,
				options:
					options?.systemResults.map(({ resultId, label }) => ({
						value: resultId,
						label: t.systemResultLabels[resultId] ?? label,
					})) ?? [],
			},
		],
	};
}

const toChoice = ({ resultId, label }: { resultId: string; label: string }) => ({ value: resultId, label });
const slashed = (date: string) => date.replaceAll("-", "/");

/** The chosen ones among the choices, groups included; an id that is no longer offered is its own label. */
export function chosenOf(choices: Choices, ids: readonly string[]): MultiselectProps.Option[] {
	const flat = choices.flatMap((choice) => ("options" in choice ? choice.options : [choice]));
	return ids.map((id) => flat.find(({ value }) => value === id) ?? { value: id, label: id });
}

/** The list of the search options that a condition's choices come from. */
export const listOf: Record<ConditionOf<"ids">, SearchOptions["more"][number]> = {
	campaignIds: "campaigns",
	batchIds: "batches",
	customerListIds: "customerLists",
	callingGroupIds: "callingGroups",
	agentIds: "agents",
	resultIds: "results",
};
