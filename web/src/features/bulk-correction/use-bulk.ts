import { useState } from "react";
import type { Row } from "../../../../shared/search/answer.ts";
import { formatJst } from "../../../../shared/time/model.ts";
import { type BulkOutcome, useSendPortion, useUpdateRows } from "../../api/bulk-corrections.ts";
import { useMe } from "../../api/caller.ts";
import { type BulkItem, type Portion, portionsOf } from "../../api/portions.ts";
import { mayPass } from "../../api/problem.ts";
import { type BulkDraft, correctionOfAll } from "./bulk-draft.ts";

/** A record's outcome, or why its request as a whole failed. */
export type ItemOutcome = BulkOutcome | { outcome: "failed"; error: unknown };
export type Outcomes = ReadonlyMap<string, ItemOutcome>;

/** Whether repeating the request may help: the record was not judged yet, or its outcome is unknown. */
export function mayBeSentAgain(outcome: ItemOutcome | undefined): boolean {
	if (outcome?.outcome === "failed") return true;
	return outcome?.outcome === "refused" && outcome.problem.status >= 500;
}

/** A preview of many corrections, and the corrections themselves. */
export function useBulk(rows: readonly Row[], draft: BulkDraft, resultLabel: string | undefined) {
	const send = useSendPortion();
	const updateRows = useUpdateRows();
	const { accountId, name } = useMe();
	const [previewed, setPreviewed] = useState<Outcomes>(new Map());
	const [corrected, setCorrected] = useState<Outcomes>(new Map());
	const [portions, setPortions] = useState<readonly Portion[]>([]);
	const [isRunning, run] = useState(false);

	/** @throws the error of a failed request */
	async function preview() {
		run(true);
		try {
			const found = new Map<string, ItemOutcome>();
			const items = rows.map(({ callId }) => ({ callId, ...correctionOfAll(draft) }));
			for (const portion of portionsOf(items, draft.reason)) {
				for (const outcome of await send(portion, { dryRun: true })) found.set(outcome.callId, outcome);
			}
			setPreviewed(found);
		} finally {
			run(false);
		}
	}

	/** Saves the correctable records, in the version that the preview has checked. */
	function save() {
		const items = [...previewed.values()].flatMap((outcome): BulkItem[] =>
			outcome.outcome === "correctable"
				? [{ callId: outcome.callId, version: outcome.version, ...correctionOfAll(draft) }]
				: [],
		);
		const all = portionsOf(items, draft.reason);
		setPortions(all);
		return sendAll(all, new Map());
	}

	/** Resends requests with a failure in them under their former keys, so that finished corrections are recognised. */
	function sendAgain() {
		const isOpen = ({ body }: Portion) => body.items.some(({ callId }) => mayBeSentAgain(corrected.get(callId)));
		return sendAll(portions.filter(isOpen), corrected);
	}

	async function sendAll(all: readonly Portion[], known: Outcomes) {
		run(true);
		const found = new Map(known);
		let fault: unknown;
		for (const portion of all) {
			const outcomes = fault === undefined ? await send(portion, { dryRun: false }).catch((error) => error) : fault;
			if (Array.isArray(outcomes)) for (const outcome of outcomes as BulkOutcome[]) found.set(outcome.callId, outcome);
			else {
				for (const { callId } of portion.body.items) found.set(callId, { outcome: "failed", error: outcomes });
				// A temporary refusal of one request applies to the next one too.
				if (mayPass(outcomes)) fault = outcomes;
			}
			setCorrected(new Map(found));
		}
		const shown = shownAfter();
		const done = [...found].filter(([, { outcome }]) => outcome === "corrected");
		updateRows(new Map(done.map(([callId]) => [callId, shown])));
		run(false);
	}

	/** What a list shows of a record that was corrected just now. */
	function shownAfter(): Partial<Row> {
		const { resultId, nextAction, memo } = correctionOfAll(draft) as Partial<Row>;
		return {
			...(resultId !== undefined && { resultId, resultLabel: resultLabel ?? resultId }),
			...(nextAction !== undefined && { nextAction }),
			...(memo !== undefined && { memo }),
			updatedAt: formatJst(Date.now()),
			updatedBy: accountId,
			updatedByName: name,
		};
	}

	return { previewed, corrected, isRunning, preview, save, sendAgain };
}
