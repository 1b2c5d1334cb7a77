import Button from "@cloudscape-design/components/button";
import ExpandableSection from "@cloudscape-design/components/expandable-section";
import Form from "@cloudscape-design/components/form";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { type SubmitEvent, useState } from "react";
import { flushSync } from "react-dom";
import type { SearchResult } from "../../../../shared/search/answer.ts";
import { useSearchOptions } from "../../api/caller.ts";
import type { ApiProblem } from "../../api/problem.ts";
import { focusFault } from "../../components/attention.tsx";
import { useTexts } from "../../components/language.tsx";
import { ConditionFields } from "./condition-fields.tsx";
import { type Criteria, emptyCriteria, toConditions } from "./criteria.ts";
import { describeConditions } from "./describe-conditions.ts";
import { formTexts } from "./form-texts.ts";
import { faultOf, quickPeriod } from "./period.ts";

interface Props {
	initial: Criteria;
	ownCalls: boolean;
	problem: ApiProblem | undefined;
	hints: SearchResult["hints"];
	isSearching: boolean;
	/** Whether `initial` has been searched for, and needs no look. */
	isDone: boolean;
	onSearch: (criteria: Criteria) => void;
	onReset: () => void;
}

export function SearchForm({ initial, ownCalls, problem, hints, isSearching, isDone, onSearch, onReset }: Props) {
	const t = useTexts(formTexts);
	const [criteria, setCriteria] = useState(initial);
	const [tried, setTried] = useState(false);
	// What was found matters more than what was asked, until one asks again.
	const [opened, open] = useState<boolean>();
	const isOpen = opened ?? !isDone;
	const options = useSearchOptions().data;
	const fault = faultOf(criteria);
	function submit(event: SubmitEvent) {
		event.preventDefault();
		flushSync(() => setTried(true));
		if (fault) focusFault(event.currentTarget);
		else onSearch(criteria);
	}
	return (
		<form onSubmit={submit}>
			<ExpandableSection
				variant="container"
				headerText={t.conditions}
				headerDescription={isOpen ? undefined : describeConditions(toConditions(initial), t, options).join(" / ")}
				expanded={isOpen}
				onChange={({ detail }) => open(detail.expanded)}
			>
				<Form
					actions={
						<SpaceBetween direction="horizontal" size="xs">
							<Button
								formAction="none"
								onClick={() => {
									setCriteria(emptyCriteria(quickPeriod("today", Date.now())));
									setTried(false);
									onReset();
								}}
							>
								{t.reset}
							</Button>
							<Button variant="primary" loading={isSearching}>
								{t.search}
							</Button>
						</SpaceBetween>
					}
				>
					<ConditionFields
						value={criteria}
						onChange={setCriteria}
						fault={tried ? fault : undefined}
						ownCalls={ownCalls}
						detailOf={(pointer) => problem?.detailOf(pointer)}
						hintOf={(pointer) => hints?.find((hint) => hint.pointer === pointer)?.title}
					/>
				</Form>
			</ExpandableSection>
		</form>
	);
}
