import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Table from "@cloudscape-design/components/table";
import { lazy, Suspense, useMemo, useState } from "react";
import { useNavigate } from "react-router";
import type { AsyncSearchAnswer } from "../../../../shared/async-search/answer.ts";
import { displayJst } from "../../../../shared/time/model.ts";
import {
	useAsyncSearches,
	useChangeAsyncSearch,
	useDeleteAsyncSearch,
	useOpenAsyncSearchFile,
	useRerunAsyncSearch,
} from "../../api/async-searches.ts";
import { useMe, useSearchOptions } from "../../api/caller.ts";
import { ConfirmModal } from "../../components/confirm-modal.tsx";
import { EmptyTable } from "../../components/empty-table.tsx";
import { useTexts } from "../../components/language.tsx";
import { useIsNarrow } from "../../components/narrow.ts";
import { useNotifications } from "../../components/notifications.tsx";
import { ProblemAlert } from "../../components/problem-alert.tsx";
import { save } from "../../components/save.ts";
import { addressOf } from "../saved-search/saved-address.ts";
import { formTexts } from "../search/form-texts.ts";
import { listColumns } from "./list-columns.tsx";
import { repeatTexts } from "./repeat-texts.ts";
import type { Action, Asked } from "./row-actions.tsx";
import { asyncSearchTexts } from "./texts.ts";

const RepeatModal = lazy(async () => ({ default: (await import("./repeat-modal.tsx")).RepeatModal }));
const DetailsModal = lazy(async () => ({ default: (await import("./details-modal.tsx")).DetailsModal }));

/** Actions that need confirmation, because they delete or replace something. */
const questioned = ["rerun", "remove", "stop"] as const satisfies readonly Action[];

/** Up to ten searches. The list refreshes itself while one of them runs, and by its button. */
export function AsyncSearchList() {
	const t = useTexts(asyncSearchTexts);
	const r = useTexts(repeatTexts);
	const f = useTexts(formTexts);
	const { role } = useMe();
	const navigate = useNavigate();
	const { succeed, fail } = useNotifications();
	const { data, error, isFetching, dataUpdatedAt, refetch } = useAsyncSearches();
	const options = useSearchOptions().data;
	const openFile = useOpenAsyncSearchFile();
	const remove = useDeleteAsyncSearch();
	const rerun = useRerunAsyncSearch();
	const change = useChangeAsyncSearch();
	const isNarrow = useIsNarrow();
	const [asked, ask] = useState<Asked>();
	const start = (next: Asked) => {
		const address = () => addressOf(next.search, { ownCalls: role === "agent" });
		if (next.what === "download" || next.what === "pause" || next.what === "resume") void act(next);
		else if (next.what === "load") navigate(`/async-searches?${address()}`);
		else if (next.what === "search") navigate(`${role === "agent" ? "/me" : ""}/call-histories?${address()}`);
		else ask(next);
	};
	const definitions = useMemo(
		() => listColumns(t, r, f, options, { isNarrow, ask: (next) => start(next) }),
		[t, r, f, options, isNarrow],
	);

	async function act({ what, search: { asyncSearchId: id } }: Asked) {
		const changed = (text: string, part: object) => change.mutateAsync({ id, ...part }).then(() => succeed(text));
		try {
			if (what === "download") save(await openFile(id));
			if (what === "rerun") await rerun.mutateAsync(id).then(() => succeed(t.rerunStarted));
			if (what === "remove") await remove.mutateAsync(id).then(() => succeed(t.removed));
			if (what === "pause") await changed(r.pausedNow, { paused: true });
			if (what === "resume") await changed(r.resumed, { paused: false });
			if (what === "stop") await changed(r.stopped, { repeat: null });
		} catch (cause) {
			fail(cause);
		} finally {
			ask(undefined);
		}
	}
	const question = questioned.find((what) => what === asked?.what);
	const words = {
		rerun: { question: t.rerunConfirm, hint: t.rerunHint },
		remove: { question: t.removeConfirm, hint: t.removeHint },
		stop: { question: r.stopConfirm, hint: r.stopHint },
	};
	return (
		<>
			{error && <ProblemAlert error={error} onRetry={refetch} />}
			<Table<AsyncSearchAnswer>
				variant="container"
				trackBy="asyncSearchId"
				ariaLabels={{ tableLabel: t.list }}
				items={data ?? []}
				loading={!data && isFetching}
				columnDefinitions={definitions}
				wrapLines
				{...(!isNarrow && { stickyColumns: { last: 1 } })}
				header={
					<Header
						variant="h2"
						counter={data && t.count(data.length)}
						actions={
							<SpaceBetween direction="horizontal" size="s" alignItems="center">
								<Box color="text-body-secondary" fontSize="body-s">
									{dataUpdatedAt > 0 && t.refreshed(displayJst(dataUpdatedAt).slice(11))}
								</Box>
								<Button iconName="refresh" onClick={() => refetch()}>
									{t.refresh}
								</Button>
							</SpaceBetween>
						}
					>
						{t.list}
					</Header>
				}
				empty={<EmptyTable text={t.empty} hint={t.emptyHint} />}
			/>
			{asked && question && (
				// A new run destroys something too: it replaces the file when it completes.
				<ConfirmModal
					destroys
					question={words[question].question}
					isBusy={remove.isPending || rerun.isPending || change.isPending}
					onConfirm={() => act(asked)}
					onCancel={() => ask(undefined)}
				>
					{words[question].hint}
				</ConfirmModal>
			)}
			<Suspense>
				{asked?.what === "repeat" && <RepeatModal search={asked.search} onClose={() => ask(undefined)} />}
				{asked?.what === "details" && <DetailsModal search={asked.search} onClose={() => ask(undefined)} />}
			</Suspense>
		</>
	);
}
