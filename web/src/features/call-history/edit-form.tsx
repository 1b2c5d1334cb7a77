import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Form from "@cloudscape-design/components/form";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { type KeyboardEvent, type SubmitEvent, useRef, useState } from "react";
import { flushSync } from "react-dom";
import type { Versioned } from "../../api/call-histories.ts";
import { Attention, focusFault } from "../../components/attention.tsx";
import { ConfirmModal } from "../../components/confirm-modal.tsx";
import { useTexts } from "../../components/language.tsx";
import { ProblemAlert } from "../../components/problem-alert.tsx";
import type { RecordWalk } from "../in-a-row/use-record-walk.ts";
import { Conflict } from "./conflict.tsx";
import { correctionOf, faultsOf } from "./draft.ts";
import { EditFields } from "./edit-fields.tsx";
import { dropDraft } from "./kept-draft.ts";
import { detailTexts } from "./texts.ts";
import { UnsavedGuard } from "./unsaved-guard.tsx";
import { useEditing } from "./use-editing.ts";

/** 編集 → 保存 → 「保存しますか?」 → OK. Nothing that was typed is lost, whatever the API answers. */
export function EditForm({ record, walk, onClose }: { record: Versioned; walk: RecordWalk; onClose: () => void }) {
	const t = useTexts(detailTexts);
	const editing = useEditing(record, onClose);
	const { base, draft, reason, conflict, problem, isSaving, isDirty, close } = editing;
	const [asked, ask] = useState<"save" | "discard">();
	const [tried, setTried] = useState(false);
	/** Whether to open the next record after saving. */
	const goesOn = useRef(false);
	const form = useRef<HTMLFormElement>(null);
	const faults = faultsOf(draft);

	function submit(event: SubmitEvent) {
		event.preventDefault();
		save(event.currentTarget, false);
	}

	function save(within: Element | null, andNext: boolean) {
		goesOn.current = andNext;
		flushSync(() => setTried(true));
		if (Object.keys(faults).length > 0) focusFault(within);
		else if (Object.keys(correctionOf(base, draft)).length > 0) ask("save");
	}

	function saveByKey(event: KeyboardEvent) {
		if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || asked) return;
		event.preventDefault();
		save(form.current, event.shiftKey && walk.hasNext);
	}

	return (
		<form ref={form} onSubmit={submit} onKeyDown={saveByKey}>
			<Container header={<Header variant="h2">{t.answer}</Header>}>
				<Form
					actions={
						<SpaceBetween direction="horizontal" size="xs">
							<Button formAction="none" onClick={() => (isDirty ? ask("discard") : close())}>
								{t.cancel}
							</Button>
							{walk.hasNext && (
								<Button formAction="none" onClick={() => save(form.current, true)}>
									{t.saveNext}
								</Button>
							)}
							<Button variant="primary">{t.save}</Button>
						</SpaceBetween>
					}
				>
					<SpaceBetween size="m">
						<EditFields
							detail={editing.latest}
							draft={draft}
							reason={reason}
							faults={tried ? faults : {}}
							detailOf={(pointer) => editing.detailOf(pointer)}
							onChange={editing.change}
							onReason={editing.setReason}
						/>
						{/* Near the buttons, and only after the dialog has closed, which would take the focus back. */}
						{conflict && !asked && (
							<Attention to={conflict}>
								<Conflict conflict={conflict} draft={draft} onTake={(part) => editing.change(part)} />
							</Attention>
						)}
						{problem && !asked && <ProblemAlert isAnswer error={problem} />}
						{tried && !isDirty && (
							<Attention to={tried}>
								<Alert type="info">{t.unchanged}</Alert>
							</Attention>
						)}
					</SpaceBetween>
				</Form>
			</Container>
			{asked === "save" && (
				<ConfirmModal
					question={t.confirm}
					isBusy={isSaving}
					onConfirm={() =>
						editing.save(() => goesOn.current && walk.next({ edit: true })).finally(() => ask(undefined))
					}
					onCancel={() => ask(undefined)}
				/>
			)}
			{asked === "discard" && (
				<ConfirmModal
					destroys
					question={t.discard}
					confirm={t.discardGo}
					onConfirm={close}
					onCancel={() => ask(undefined)}
				>
					{t.discardHint}
				</ConfirmModal>
			)}
			<UnsavedGuard active={isDirty && !isSaving} onDiscard={() => dropDraft(record.detail.callId)} />
		</form>
	);
}
