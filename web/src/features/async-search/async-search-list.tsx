import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Table from "@cloudscape-design/components/table";
import { useMemo, useState } from "react";
import type { AsyncSearchAnswer } from "../../../../shared/async-search/answer.ts";
import { displayJst } from "../../../../shared/time/model.ts";
import {
	useAsyncSearches,
	useDeleteAsyncSearch,
	useOpenAsyncSearchFile,
	useRerunAsyncSearch,
} from "../../api/async-searches.ts";
import { useSearchOptions } from "../../api/caller.ts";
import { ConfirmModal } from "../../components/confirm-modal.tsx";
import { EmptyTable } from "../../components/empty-table.tsx";
import { useTexts } from "../../components/language.tsx";
import { useIsNarrow } from "../../components/narrow.ts";
import { useNotifications } from "../../components/notifications.tsx";
import { ProblemAlert } from "../../components/problem-alert.tsx";
import { save } from "../../components/save.ts";
import { formTexts } from "../search/form-texts.ts";
import { type Asked, listColumns } from "./list-columns.tsx";
import { asyncSearchTexts } from "./texts.ts";

/** Up to ten searches. It asks again by itself while one of them runs, and by its button. */
export function AsyncSearchList() {
	const t = useTexts(asyncSearchTexts);
	const f = useTexts(formTexts);
	const { succeed, fail } = useNotifications();
	const { data, error, isFetching, dataUpdatedAt, refetch } = useAsyncSearches();
	const options = useSearchOptions().data;
	const openFile = useOpenAsyncSearchFile();
	const remove = useDeleteAsyncSearch();
	const rerun = useRerunAsyncSearch();
	const isNarrow = useIsNarrow();
	const [asked, ask] = useState<Asked>();
	const definitions = useMemo(() => listColumns(t, f, options, { isNarrow, ask }), [t, f, options, isNarrow]);

	async function act({ what, search: { asyncSearchId } }: Asked) {
		try {
			if (what === "download") save(await openFile(asyncSearchId));
			if (what === "rerun") await rerun.mutateAsync(asyncSearchId).then(() => succeed(t.rerunStarted));
			if (what === "remove") await remove.mutateAsync(asyncSearchId).then(() => succeed(t.removed));
		} catch (cause) {
			fail(cause);
		} finally {
			ask(undefined);
		}
	}
	if (asked?.what === "download") {
		ask(undefined);
		void act(asked);
	}
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
			{asked && asked.what !== "download" && (
				// A new run replaces the file in the end.
				<ConfirmModal
					destroys
					question={asked.what === "remove" ? t.removeConfirm : t.rerunConfirm}
					isBusy={remove.isPending || rerun.isPending}
					onConfirm={() => act(asked)}
					onCancel={() => ask(undefined)}
				>
					{asked.what === "remove" ? t.removeHint : t.rerunHint}
				</ConfirmModal>
			)}
		</>
	);
}
