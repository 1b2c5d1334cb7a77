import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import FormField from "@cloudscape-design/components/form-field";
import { useState } from "react";
import { useSearchOptions } from "../../api/caller.ts";
import { Choice } from "../../components/choice.tsx";
import { DateInput } from "../../components/date-input.tsx";
import { FieldGroup } from "../../components/field-group.tsx";
import { useTexts } from "../../components/language.tsx";
import { choicesOf } from "../search/choices.ts";
import { Many } from "../search/condition-fields.tsx";
import { formTexts } from "../search/form-texts.ts";
import { choiceOf, quickPeriod, quickPeriods } from "../search/period.ts";
import { daysOf, periodOf, type ReportQuery } from "./report-query.ts";
import { reportTexts } from "./texts.ts";

interface Props {
	query: ReportQuery;
	isFetching: boolean;
	onChange: (query: ReportQuery) => void;
}

/** Period and campaigns: preset periods apply at once, typed or chosen values on request. */
export function ReportFilter({ query, isFetching, onChange }: Props) {
	const t = useTexts(reportTexts);
	const f = useTexts(formTexts);
	const options = useSearchOptions();
	const [draft, setDraft] = useState(query);
	const [fault, setFault] = useState<string>();
	const change = (part: Partial<ReportQuery>) => setDraft({ ...draft, ...part });
	const show = (next: ReportQuery) => {
		const problem = !next.from || !next.to ? t.daysMissing : next.from > next.to ? t.daysReversed : undefined;
		setFault(problem);
		if (!problem) onChange(next);
	};
	const now = Date.now();
	const day = (end: "from" | "to") => (
		<DateInput label={t[end]} value={draft[end]} onChange={(date) => change({ [end]: date })} />
	);
	return (
		<Container>
			<form
				className="rk-report-filter"
				onSubmit={(event) => {
					event.preventDefault();
					show(draft);
				}}
			>
				<FieldGroup label={t.days} errorText={fault}>
					<div className="rk-period">
						{day("from")}
						<span aria-hidden="true">{f.until}</span>
						{day("to")}
						<Choice
							label={f.quick}
							chosen={choiceOf(periodOf(draft), now)}
							options={quickPeriods.map((id) => ({ id, text: f.relativePeriods[id] }))}
							onChange={(id) => {
								const next = { ...draft, ...daysOf(quickPeriod(id, now)) };
								setDraft(next);
								show(next);
							}}
						/>
					</div>
				</FieldGroup>
				<FormField label={f.conditionLabels.campaignIds} stretch>
					<Many
						label={f.conditionLabels.campaignIds}
						choices={choicesOf(options.data, [], f).campaignIds}
						goesOn={options.data?.more.includes("campaigns") ?? false}
						ids={draft.campaignIds}
						status={options.isError ? "error" : options.isPending ? "loading" : "finished"}
						onRetry={options.refetch}
						onChange={(campaignIds) => change({ campaignIds })}
					/>
				</FormField>
				<Button variant="primary" loading={isFetching}>
					{t.show}
				</Button>
			</form>
		</Container>
	);
}
