import Button from "@cloudscape-design/components/button";
import FormField from "@cloudscape-design/components/form-field";
import Input, { type InputProps } from "@cloudscape-design/components/input";
import Toggle from "@cloudscape-design/components/toggle";
import { type SubmitEvent, useRef, useState } from "react";
import type { SavedSearchAnswer } from "../../../../shared/saved-search/answer.ts";
import { maxSaved } from "../../../../shared/saved-search/model.ts";
import { useSearchOptions } from "../../api/caller.ts";
import { ApiProblem } from "../../api/problem.ts";
import { useDeleteSavedSearch, useReplaceSavedSearch, useSavedSearches } from "../../api/saved-searches.ts";
import { ConfirmModal } from "../../components/confirm-modal.tsx";
import { FormModal } from "../../components/form-modal.tsx";
import { InfoModal } from "../../components/info-modal.tsx";
import { useTexts } from "../../components/language.tsx";
import { useNotifications } from "../../components/notifications.tsx";
import { ProblemAlert } from "../../components/problem-alert.tsx";
import { formTexts } from "../search/form-texts.ts";
import { describeSaved } from "./described.ts";
import { savedSearchTexts } from "./texts.ts";

const bodyOf = ({ name, isStart, conditions, sort, columns }: SavedSearchAnswer) => ({
	name,
	isStart,
	conditions,
	sort,
	columns,
});

/** 保存した検索条件の管理: choosing the start page's search, renaming, deleting. */
export function ManageModal({ onClose }: { onClose: () => void }) {
	const t = useTexts(savedSearchTexts);
	const f = useTexts(formTexts);
	const { succeed, fail } = useNotifications();
	const options = useSearchOptions().data;
	const { data: saved = [], error } = useSavedSearches();
	const replace = useReplaceSavedSearch();
	const remove = useDeleteSavedSearch();
	const [renamed, rename] = useState<SavedSearchAnswer>();
	const [asked, ask] = useState<SavedSearchAnswer>();

	if (asked) {
		const { name, savedSearchId } = asked;
		return (
			<ConfirmModal
				destroys
				question={t.removeConfirm(name)}
				confirm={t.remove}
				isBusy={remove.isPending}
				onConfirm={() =>
					remove
						.mutateAsync(savedSearchId)
						.then(() => succeed(t.removed(name)), fail)
						.finally(() => ask(undefined))
				}
				onCancel={() => ask(undefined)}
			/>
		);
	}
	if (renamed) return <RenameModal saved={renamed} onClose={() => rename(undefined)} />;
	return (
		<InfoModal header={t.manageTitle(saved.length, maxSaved)} onClose={onClose}>
			{error && <ProblemAlert error={error} />}
			{saved.length === 0 && t.none}
			<ul className="rk-saved">
				{saved.map((one) => (
					<li key={one.savedSearchId}>
						<div>
							<b>{one.name}</b>
							<div className="rk-small">{describeSaved(one, f, options).join(" / ")}</div>
						</div>
						<div className="rk-actions">
							<Toggle
								checked={one.isStart}
								disabled={replace.isPending}
								ariaLabel={t.startOf(one.name)}
								onChange={({ detail }) =>
									replace.mutate({ id: one.savedSearchId, ...bodyOf(one), isStart: detail.checked }, { onError: fail })
								}
							>
								{t.start}
							</Toggle>
							<Button variant="icon" iconName="edit" ariaLabel={t.renameOf(one.name)} onClick={() => rename(one)} />
							<Button variant="icon" iconName="remove" ariaLabel={t.removeOf(one.name)} onClick={() => ask(one)} />
						</div>
					</li>
				))}
			</ul>
		</InfoModal>
	);
}

function RenameModal({ saved, onClose }: { saved: SavedSearchAnswer; onClose: () => void }) {
	const t = useTexts(savedSearchTexts);
	const { succeed } = useNotifications();
	const replace = useReplaceSavedSearch();
	const first = useRef<InputProps.Ref>(null);
	const [name, setName] = useState(saved.name);
	const { error } = replace;
	const fieldError = error instanceof ApiProblem && error.detailOf("#/name");
	function save(event: SubmitEvent) {
		event.preventDefault();
		if (!name.trim()) return;
		const body = { id: saved.savedSearchId, ...bodyOf(saved), name: name.trim() };
		replace.mutate(body, {
			onSuccess() {
				succeed(t.saved(body.name));
				onClose();
			},
		});
	}
	return (
		<FormModal
			header={t.renameOf(saved.name)}
			cancel={t.back}
			isBusy={replace.isPending}
			first={first}
			onSubmit={save}
			onClose={onClose}
		>
			<FormField
				label={t.name}
				constraintText={t.nameHint}
				errorText={(!name.trim() && t.nameMissing) || fieldError}
				stretch
			>
				<Input ref={first} value={name} onChange={({ detail }) => setName(detail.value)} />
			</FormField>
			{error && !fieldError && <ProblemAlert isAnswer error={error} />}
		</FormModal>
	);
}
