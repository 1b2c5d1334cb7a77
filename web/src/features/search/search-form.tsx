import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Form from "@cloudscape-design/components/form";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { type SubmitEvent, useState } from "react";
import { flushSync } from "react-dom";
import type { SearchResult } from "../../../../shared/search/answer.ts";
import type { ApiProblem } from "../../api/problem.ts";
import { focusFault } from "../../components/attention.tsx";
import { useTexts } from "../../components/language.tsx";
import { ConditionFields } from "./condition-fields.tsx";
import { type Criteria, emptyCriteria } from "./criteria.ts";
import { formTexts } from "./form-texts.ts";
import { faultOf, quickPeriod } from "./period.ts";
import { searchTexts } from "./texts.ts";

interface Props {
	initial: Criteria;
	ownCalls: boolean;
	problem: ApiProblem | undefined;
	hints: SearchResult["hints"];
	isSearching: boolean;
	onSearch: (criteria: Criteria) => void;
	onReset: () => void;
	/** Undefined where there is nothing else to see. */
	onFold: (() => void) | undefined;
}

/** 検索条件 */
export function SearchForm({ initial, ownCalls, problem, hints, isSearching, onSearch, onReset, onFold }: Props) {
	const t = useTexts(formTexts);
	const s = useTexts(searchTexts);
	const [criteria, setCriteria] = useState(initial);
	const [tried, setTried] = useState(false);
	const fault = faultOf(criteria);
	function submit(event: SubmitEvent) {
		event.preventDefault();
		flushSync(() => setTried(true));
		if (fault) focusFault(event.currentTarget);
		else onSearch(criteria);
	}
	return (
		<form onSubmit={submit}>
			<Container
				header={
					<Header
						variant="h2"
						actions={
							onFold && <Button formAction="none" variant="icon" iconName="close" ariaLabel={s.fold} onClick={onFold} />
						}
					>
						{t.conditions}
					</Header>
				}
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
			</Container>
		</form>
	);
}
