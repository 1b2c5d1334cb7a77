import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import Multiselect from "@cloudscape-design/components/multiselect";
import Select from "@cloudscape-design/components/select";
import { useState } from "react";
import type { ConditionOf } from "../../../../shared/condition/model.ts";
import { useMoreOptions, useSearchOptions } from "../../api/caller.ts";
import { useTexts } from "../../components/language.tsx";
import { type Choices, choicesOf, chosenOf, listOf } from "./choices.ts";
import type { Criteria } from "./criteria.ts";
import { formTexts } from "./form-texts.ts";
import type { PeriodFault } from "./period.ts";
import { PeriodField } from "./period-field.tsx";
import { useMatching } from "./use-matching.ts";

/** The API's limits. */
const maxCampaignsAsked = 50;
const maxQueryLength = 100;

interface Props {
	value: Criteria;
	onChange: (criteria: Criteria) => void;
	fault: PeriodFault | undefined;
	/** Whether the user sees only their own calls, and has no agent to choose. */
	ownCalls: boolean;
	/** What the API found wrong, by pointer. */
	detailOf: (pointer: string) => string | undefined;
	/** Possible mistakes, if nothing was found. */
	hintOf?: ((pointer: string) => string | undefined) | undefined;
}

/** All conditions of the manual, in its order: the same for the search and the asynchronous search. */
export function ConditionFields({ value, onChange, fault, ownCalls, detailOf, hintOf }: Props) {
	const t = useTexts(formTexts);
	const options = useSearchOptions();
	const choices = choicesOf(options.data, value.campaignIds, t);
	const more = options.data?.more ?? [];
	const { campaignIds } = value;
	const followsCampaigns = more.includes("results") || more.includes("batches") || more.includes("campaigns");
	useMoreOptions(
		{ campaignIds: campaignIds.join() },
		followsCampaigns && campaignIds.length > 0 && campaignIds.length <= maxCampaignsAsked,
	);
	const change = (part: Partial<Criteria>) => onChange({ ...value, ...part });
	const labels = t.conditionLabels;
	const list = (name: ConditionOf<"ids">) => (
		<FormField label={labels[name]} stretch errorText={detailOf(`#/${name}`)}>
			<Many
				label={labels[name]}
				choices={choices[name]}
				goesOn={more.includes(listOf[name])}
				ids={value[name]}
				status={options.isError ? "error" : options.isPending ? "loading" : "finished"}
				onRetry={options.refetch}
				onChange={(ids) => change({ [name]: ids })}
			/>
		</FormField>
	);
	const text = (name: ConditionOf<"contains">) => (
		<FormField label={labels[name]} stretch errorText={detailOf(`#/${name}`)} warningText={hintOf?.(`#/${name}`)}>
			<Input value={value[name]} placeholder={t.contains} onChange={({ detail }) => change({ [name]: detail.value })} />
		</FormField>
	);
	const phoneEnds = [
		{ value: "start", label: t.phoneStart },
		{ value: "end", label: t.phoneEnd },
	];
	return (
		<div className="rk-conditions">
			<div className="rk-wide">
				<PeriodField value={value} onChange={change} fault={fault} detailOf={detailOf} />
			</div>
			{list("campaignIds")}
			{list("batchIds")}
			{list("customerListIds")}
			{list("callingGroupIds")}
			{text("name")}
			{text("kana")}
			<div className="rk-phone">
				<FormField
					label={labels.phone}
					stretch
					errorText={detailOf("#/phone") ?? detailOf("#/phoneEndsWith")}
					warningText={hintOf?.("#/phone") ?? hintOf?.("#/phoneEndsWith")}
				>
					<Input value={value.phone} inputMode="tel" onChange={({ detail }) => change({ phone: detail.value })} />
				</FormField>
				<Select
					ariaLabel={t.phoneMatch}
					selectedOption={phoneEnds.find(({ value: end }) => end === (value.phoneEnd ? "end" : "start")) ?? null}
					options={phoneEnds}
					onChange={({ detail }) => change({ phoneEnd: detail.selectedOption.value === "end" })}
				/>
			</div>
			{!ownCalls && list("agentIds")}
			{list("resultIds")}
			{text("memo")}
		</div>
	);
}

/** A multiple choice, which requests further options if needed. */
export function Many(props: {
	label: string;
	choices: Choices;
	/** Whether there are further options to request. */
	goesOn: boolean;
	ids: string[];
	status: "error" | "loading" | "finished";
	onRetry: () => void;
	onChange: (ids: string[]) => void;
}) {
	const { label, choices, goesOn, ids, status, onRetry, onChange } = props;
	const t = useTexts(formTexts);
	const [typed, type] = useState("");
	const more = useMoreOptions({ query: typed.slice(0, maxQueryLength) }, goesOn && typed.trim() !== "");
	return (
		<Multiselect
			ariaLabel={label}
			options={useMatching(choices, typed)}
			selectedOptions={chosenOf(choices, ids)}
			placeholder={ids.length > 0 ? t.chosen(ids.length) : t.any}
			filteringType="manual"
			filteringPlaceholder={t.find}
			filteringAriaLabel={t.find}
			noMatch={t.noMatch}
			empty={typed ? t.noMatch : t.noOptions}
			statusType={more.isFetching ? "loading" : status}
			errorText={t.optionsFailed}
			onLoadItems={({ detail }) => {
				type(detail.filteringText);
				if (status === "error") onRetry();
			}}
			tokenLimit={2}
			virtualScroll={ids.length + choices.length > 100}
			onChange={({ detail }) => onChange(detail.selectedOptions.flatMap(({ value }) => value ?? []))}
		/>
	);
}
