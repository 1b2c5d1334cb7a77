import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import ExpandableSection from "@cloudscape-design/components/expandable-section";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { type SubmitEvent, useState } from "react";
import { flushSync } from "react-dom";
import { isTimeOfDay, type Repeat } from "../../../../shared/repeat/model.ts";
import { useCreateAsyncSearch } from "../../api/async-searches.ts";
import { useMe } from "../../api/caller.ts";
import { ApiProblem } from "../../api/problem.ts";
import { focusFault } from "../../components/attention.tsx";
import { ConfirmModal } from "../../components/confirm-modal.tsx";
import { useTexts } from "../../components/language.tsx";
import { useNotifications } from "../../components/notifications.tsx";
import { ProblemAlert } from "../../components/problem-alert.tsx";
import { ConditionFields } from "../search/condition-fields.tsx";
import { emptyCriteria, readSearch, toConditions } from "../search/criteria.ts";
import { formTexts } from "../search/form-texts.ts";
import { faultOf, quickPeriod } from "../search/period.ts";
import { type Output, OutputFields, standardOutput } from "./output-fields.tsx";
import { RepeatFields } from "./repeat-fields.tsx";
import { asyncSearchTexts } from "./texts.ts";

/** Conditions → 「非同期検索」 → 「保存しますか?」 → OK. */
export function AsyncSearchForm({ params }: { params: URLSearchParams }) {
	const t = useTexts(asyncSearchTexts);
	const f = useTexts(formTexts);
	const { role } = useMe();
	const { succeed } = useNotifications();
	const create = useCreateAsyncSearch();
	const given = readSearch(params);
	const today = () => emptyCriteria(quickPeriod("today", Date.now()));
	const [criteria, setCriteria] = useState(() => given?.criteria ?? today());
	const [output, setOutput] = useState<Output>({
		...standardOutput,
		keyword: given?.keyword ?? "",
		...(given?.columns && { columns: [...given.columns] }),
	});
	const [repeat, setRepeat] = useState<Repeat>();
	const [tried, setTried] = useState(false);
	const [asked, ask] = useState(false);
	const fault = faultOf(criteria);
	const problem = create.error instanceof ApiProblem ? create.error : undefined;
	const detailOf = (pointer: string) => problem?.detailOf(pointer);

	function submit(event: SubmitEvent) {
		event.preventDefault();
		flushSync(() => setTried(true));
		const isUntimed = repeat && !isTimeOfDay(repeat.at);
		if (fault || isUntimed || output.columns.length === 0) focusFault(event.currentTarget);
		else ask(true);
	}
	async function save() {
		const { note, format, encoding, columns, keyword } = output;
		const body = {
			conditions: toConditions(criteria, keyword),
			...(given && { sort: given.sort }),
			...(note.trim() && { note }),
			format,
			encoding,
			columns,
			...(repeat && { repeat }),
		};
		try {
			await create.mutateAsync(body);
			succeed(t.created);
			setOutput((before) => ({ ...before, note: "" }));
			setRepeat(undefined);
			setTried(false);
		} catch {
			// Shown below, from the mutation's own state.
		} finally {
			ask(false);
		}
	}
	return (
		<form onSubmit={submit}>
			<Container header={<Header variant="h2">{f.conditions}</Header>}>
				<SpaceBetween size="l">
					<ConditionFields
						value={criteria}
						onChange={setCriteria}
						fault={tried ? fault : undefined}
						ownCalls={role === "agent"}
						detailOf={(pointer) => detailOf(pointer.replace("#/", "#/conditions/"))}
					/>
					<ExpandableSection headerText={t.output} defaultExpanded>
						<OutputFields value={output} onChange={setOutput} tried={tried} detailOf={detailOf} />
						<RepeatFields isOptional value={repeat} onChange={setRepeat} tried={tried} />
					</ExpandableSection>
					{create.error && !asked && <ProblemAlert isAnswer error={create.error} />}
					<div className="rk-centred">
						<Button
							formAction="none"
							onClick={() => {
								setCriteria(today());
								setOutput(standardOutput);
								setRepeat(undefined);
								create.reset();
								setTried(false);
							}}
						>
							{f.reset}
						</Button>
						<Button variant="primary">{t.create}</Button>
					</div>
				</SpaceBetween>
			</Container>
			{asked && (
				<ConfirmModal question={t.confirm} isBusy={create.isPending} onConfirm={save} onCancel={() => ask(false)} />
			)}
		</form>
	);
}
