import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Form from "@cloudscape-design/components/form";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState } from "react";
import type { ApiProblem } from "../../api/problem.ts";
import { useTexts } from "../../components/language.tsx";
import { ConditionFields } from "./condition-fields.tsx";
import { type Criteria, emptyCriteria } from "./criteria.ts";
import { formTexts } from "./form-texts.ts";
import { faultOf, quickPeriod } from "./period.ts";

interface Props {
	initial: Criteria;
	ownCalls: boolean;
	problem: ApiProblem | undefined;
	isSearching: boolean;
	onSearch: (criteria: Criteria) => void;
	onReset: () => void;
}

export function SearchForm({ initial, ownCalls, problem, isSearching, onSearch, onReset }: Props) {
	const t = useTexts(formTexts);
	const [criteria, setCriteria] = useState(initial);
	const [tried, setTried] = useState(false);
	const fault = faultOf(criteria);
	return (
		<form
			onSubmit={(event) => {
				event.preventDefault();
				setTried(true);
				if (!fault) onSearch(criteria);
			}}
		>
			<Container header={<Header variant="h2">{t.conditions}</Header>}>
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
					/>
				</Form>
			</Container>
		</form>
	);
}
