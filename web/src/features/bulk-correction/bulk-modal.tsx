import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Modal from "@cloudscape-design/components/modal";
import SpaceBetween from "@cloudscape-design/components/space-between";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import { useRef, useState } from "react";
import { flushSync } from "react-dom";
import type { Row } from "../../../../shared/search/answer.ts";
import { ApiProblem } from "../../api/problem.ts";
import { Attention, focusFault } from "../../components/attention.tsx";
import { ConfirmModal } from "../../components/confirm-modal.tsx";
import { displayCount } from "../../components/display.ts";
import { useTexts } from "../../components/language.tsx";
import { ProblemAlert } from "../../components/problem-alert.tsx";
import { type BulkFault, emptyDraft, faultOf } from "./bulk-draft.ts";
import { BulkFields } from "./bulk-fields.tsx";
import { OutcomeTable } from "./outcome-table.tsx";
import { bulkTexts } from "./texts.ts";
import { mayBeSentAgain, type Outcomes, useBulk } from "./use-bulk.ts";
import { useResultsOf } from "./use-results-of.ts";

interface Props {
	rows: readonly Row[];
	/** @param corrected the ids of corrected records */
	onClose: (corrected: ReadonlySet<string>) => void;
}

const countOf = (outcomes: Outcomes, wanted: string) =>
	[...outcomes.values()].filter(({ outcome }) => outcome === wanted).length;

/** まとめて訂正: the values to set, a preview, 「保存しますか?」, and an outcome for each record. */
export function BulkModal({ rows, onClose }: Props) {
	const t = useTexts(bulkTexts);
	const [step, go] = useState<"fields" | "preview" | "asked" | "outcome">("fields");
	const [draft, setDraft] = useState(emptyDraft);
	const [fault, setFault] = useState<BulkFault>();
	const [problem, setProblem] = useState<Error>();
	const fields = useRef<HTMLDivElement>(null);
	const results = useResultsOf(rows);
	const label = typeof results === "string" ? undefined : results.find((one) => one.resultId === draft.resultId)?.label;
	const bulk = useBulk(rows, draft, label);
	const { previewed, corrected, isRunning } = bulk;
	const able = countOf(previewed, "correctable");
	const done = countOf(corrected, "corrected");
	const sent = rows.filter(({ callId }) => previewed.get(callId)?.outcome === "correctable");
	const close = () => {
		if (isRunning) return;
		onClose(new Set([...corrected].flatMap(([callId, { outcome }]) => (outcome === "corrected" ? [callId] : []))));
	};

	async function check() {
		const found = faultOf(draft);
		flushSync(() => setFault(found));
		setProblem(undefined);
		if (found) {
			focusFault(fields.current);
			return;
		}
		await bulk.preview().then(
			() => go("preview"),
			(error: Error) => setProblem(error),
		);
	}

	if (step === "asked") {
		return (
			<ConfirmModal
				question={t.confirm}
				onConfirm={() => {
					go("outcome");
					void bulk.save();
				}}
				onCancel={() => go("preview")}
			>
				{t.confirmHint(displayCount(able))}
			</ConfirmModal>
		);
	}
	const buttons = {
		fields: (
			<>
				<Button disabled={isRunning} onClick={close}>
					{t.cancel}
				</Button>
				<Button variant="primary" loading={isRunning} onClick={check}>
					{t.check}
				</Button>
			</>
		),
		preview: (
			<>
				<Button onClick={() => go("fields")}>{t.back}</Button>
				<Button variant="primary" disabled={able === 0} onClick={() => go("asked")}>
					{t.save(displayCount(able))}
				</Button>
			</>
		),
		outcome: (
			<>
				{!isRunning && [...corrected.values()].some(mayBeSentAgain) && (
					<Button onClick={() => void bulk.sendAgain()}>{t.again}</Button>
				)}
				<Button variant="primary" disabled={isRunning} onClick={close}>
					{t.close}
				</Button>
			</>
		),
	}[step];
	return (
		<Modal
			visible
			size="large"
			header={t.title(displayCount(rows.length))}
			closeAriaLabel={t.close}
			onDismiss={close}
			footer={
				<Box float="right">
					<div className="rk-actions">{buttons}</div>
				</Box>
			}
		>
			<SpaceBetween size="m">
				{step === "fields" && (
					<div ref={fields}>
						<BulkFields
							draft={draft}
							results={results}
							fault={fault}
							detailOf={(pointer) => (problem instanceof ApiProblem ? problem.detailOf(pointer) : undefined)}
							onChange={(part) => setDraft((before) => ({ ...before, ...part }))}
						/>
					</div>
				)}
				{step === "fields" && fault === "nothing" && (
					<Attention to={fault}>
						<Alert type="info">{t.nothing}</Alert>
					</Attention>
				)}
				{step === "fields" && problem && <ProblemAlert isAnswer error={problem} />}
				{step === "preview" && (
					<>
						<Attention to={previewed}>
							<Alert type={able < rows.length ? "warning" : "info"}>
								{able > 0 ? t.summary(displayCount(able), displayCount(rows.length - able)) : t.noneCan}
							</Alert>
						</Attention>
						<OutcomeTable rows={rows} outcomes={previewed} heading={t.state} />
					</>
				)}
				{step === "outcome" && (
					<>
						{isRunning ? (
							<StatusIndicator type="loading">
								{t.running(displayCount(corrected.size), displayCount(able))}
							</StatusIndicator>
						) : (
							<Attention to={corrected}>
								<Alert type={done < able ? "warning" : "success"}>
									{t.done(displayCount(done), displayCount(able - done))}
									{[...corrected.values()].some(mayBeSentAgain) && <div>{t.againHint}</div>}
								</Alert>
							</Attention>
						)}
						<OutcomeTable rows={sent} outcomes={corrected} heading={t.outcome} />
					</>
				)}
			</SpaceBetween>
		</Modal>
	);
}
