import { useEffect, useState } from "react";
import type { Detail } from "../../../../shared/detail/answer.ts";
import { useApi } from "../../api/api-context.tsx";
import { useCorrectCallHistory, type Versioned } from "../../api/call-histories.ts";
import { ApiProblem } from "../../api/problem.ts";
import { useTexts } from "../../components/language.tsx";
import { useNotifications } from "../../components/notifications.tsx";
import { correctionOf, type Draft, differs, type Field, fields, rebase, toDraft } from "./draft.ts";
import { dropDraft, keepDraft, keptDraft } from "./kept-draft.ts";
import { detailTexts } from "./texts.ts";

/** What somebody else has saved since the form was opened. */
export interface ConflictFound {
	latest: Detail;
	/** The fields that have changed meanwhile, and which of them were being edited here too. */
	changed: { field: Field; isTyped: boolean }[];
}

export function useEditing(record: Versioned, onClose: () => void) {
	const t = useTexts(detailTexts);
	const { succeed } = useNotifications();
	const api = useApi();
	const correct = useCorrectCallHistory(record.detail.callId);
	const [known, setKnown] = useState(record);
	const { callId } = record.detail;
	const [draft, setDraft] = useState(() => {
		const kept = keptDraft(callId);
		const now = toDraft(record.detail);
		return kept ? rebase(kept.draft, kept.base, now) : now;
	});
	const [reason, setReason] = useState(() => keptDraft(callId)?.reason ?? "");
	const [conflict, setConflict] = useState<ConflictFound>();
	const [problem, setProblem] = useState<Error>();
	const [isSaving, setSaving] = useState(false);
	const base = toDraft(known.detail);
	const isDirty = Object.keys(correctionOf(base, draft)).length > 0 || reason !== "";
	useEffect(() => {
		if (isDirty) keepDraft(callId, { base: toDraft(known.detail), draft, reason });
	}, [isDirty, callId, known, draft, reason]);

	function close() {
		dropDraft(callId);
		onClose();
	}

	/** A 412: the newest record becomes the base, under what was typed. */
	async function catchUp() {
		const { body: latest, etag } = await api<Detail>(`/call-histories/${encodeURIComponent(record.detail.callId)}`);
		const now = toDraft(latest);
		const changed = fields
			.filter((field) => differs(field, base, now))
			.map((field) => ({ field, isTyped: differs(field, base, draft) }));
		setConflict({ latest, changed });
		setDraft(rebase(draft, base, now));
		setKnown({ detail: latest, etag: etag ?? `"${latest.version}"` });
	}

	/** @param onSaved called when nothing is unsaved any more, so that navigation asks no question */
	async function save(onSaved: () => void) {
		setSaving(true);
		setProblem(undefined);
		try {
			const body = { ...correctionOf(base, draft), ...(reason.trim() && { reason }) };
			await correct.mutateAsync({ body, etag: known.etag });
			succeed(t.saved);
			close();
			onSaved();
		} catch (error) {
			if (error instanceof ApiProblem && error.status === 412)
				await catchUp().catch((cause: Error) => setProblem(cause));
			else setProblem(error as Error);
		} finally {
			setSaving(false);
		}
	}

	return {
		base,
		latest: known.detail,
		draft,
		reason,
		conflict,
		problem,
		isSaving,
		isDirty,
		close,
		save,
		setReason,
		change: (part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part })),
		detailOf: (pointer: string) => (problem instanceof ApiProblem ? problem.detailOf(pointer) : undefined),
	};
}
