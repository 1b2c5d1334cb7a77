import Checkbox from "@cloudscape-design/components/checkbox";
import FormField from "@cloudscape-design/components/form-field";
import Input, { type InputProps } from "@cloudscape-design/components/input";
import Select from "@cloudscape-design/components/select";
import { type SubmitEvent, useRef, useState } from "react";
import { flushSync } from "react-dom";
import type { Column } from "../../../../shared/column/model.ts";
import { relativePeriods } from "../../../../shared/period/model.ts";
import { isSameName } from "../../../../shared/saved-search/model.ts";
import { useSearchOptions } from "../../api/caller.ts";
import { ApiProblem } from "../../api/problem.ts";
import { useCreateSavedSearch, useReplaceSavedSearch, useSavedSearches } from "../../api/saved-searches.ts";
import { focusFault } from "../../components/attention.tsx";
import { FormModal } from "../../components/form-modal.tsx";
import { useTexts } from "../../components/language.tsx";
import { useNotifications } from "../../components/notifications.tsx";
import { ProblemAlert } from "../../components/problem-alert.tsx";
import { type Search, toConditions } from "../search/criteria.ts";
import { describeConditions } from "../search/describe-conditions.ts";
import { formTexts } from "../search/form-texts.ts";
import { narrowed } from "../search/narrowing.ts";
import { choiceOf } from "../search/period.ts";
import { savedSearchTexts } from "./texts.ts";

/** 検索条件を保存: under a name, with a fixed or a relative period. */
export function SaveModal(props: { search: Search; columns: readonly Column[]; onClose: () => void }) {
	const { search, columns, onClose } = props;
	const t = useTexts(savedSearchTexts);
	const f = useTexts(formTexts);
	const { succeed } = useNotifications();
	const options = useSearchOptions().data;
	const { data: saved = [] } = useSavedSearches();
	const create = useCreateSavedSearch();
	const replace = useReplaceSavedSearch();
	const conditions = toConditions(narrowed(search.criteria, search.narrowing), search.keyword);
	const first = useRef<InputProps.Ref>(null);
	const [name, setName] = useState("");
	const [relative, setRelative] = useState(() => choiceOf(conditions.period as never, Date.now()) ?? "");
	const [isStart, setStart] = useState(false);
	const [tried, setTried] = useState(false);
	const same = saved.find((one) => isSameName(one.name, name.trim()));
	const error = same ? replace.error : create.error;
	const problem = error instanceof ApiProblem ? error : undefined;
	const [period = "", ...lines] = describeConditions(conditions, f, options);
	const periods = [
		{ value: "", label: t.fixed(period) },
		...relativePeriods.map((value) => ({ value: value as string, label: f.relativePeriods[value] })),
	];

	async function save(event: SubmitEvent) {
		event.preventDefault();
		flushSync(() => setTried(true));
		if (!name.trim()) {
			focusFault(event.currentTarget);
			return;
		}
		const body = {
			name: name.trim(),
			isStart: isStart || (same?.isStart ?? false),
			sort: search.sort,
			columns: [...columns],
			conditions: relative ? { ...conditions, period: { relative } } : conditions,
		};
		try {
			await (same ? replace.mutateAsync({ id: same.savedSearchId, ...body }) : create.mutateAsync(body));
		} catch {
			// Shown below, from the mutation's own state.
			return;
		}
		succeed(t.saved(body.name));
		onClose();
	}
	return (
		<FormModal
			header={t.saveTitle}
			{...(same && { save: t.overwrite })}
			isBusy={create.isPending || replace.isPending}
			first={first}
			onSubmit={save}
			onClose={onClose}
		>
			<FormField
				label={t.name}
				constraintText={t.nameHint}
				warningText={same && t.overwrites}
				errorText={(tried && !name.trim() && t.nameMissing) || problem?.detailOf("#/name")}
				stretch
			>
				<Input ref={first} value={name} onChange={({ detail }) => setName(detail.value)} />
			</FormField>
			<FormField label={t.period} constraintText={t.periodHint} stretch>
				<Select
					selectedOption={periods.find(({ value }) => value === relative) ?? null}
					options={periods}
					onChange={({ detail }) => setRelative((detail.selectedOption.value ?? "") as typeof relative)}
				/>
			</FormField>
			{lines.length > 0 && (
				<FormField label={t.conditions} stretch>
					{lines.map((line) => (
						<div key={line}>{line}</div>
					))}
				</FormField>
			)}
			<Checkbox checked={isStart} description={t.isStartHint} onChange={({ detail }) => setStart(detail.checked)}>
				{t.isStart}
			</Checkbox>
			<div className="rk-small">{t.withColumns}</div>
			{error && <ProblemAlert isAnswer error={error} />}
		</FormModal>
	);
}
