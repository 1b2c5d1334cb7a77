import Button from "@cloudscape-design/components/button";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Table, { type TableProps } from "@cloudscape-design/components/table";
import { useMemo } from "react";
import { useSearchParams } from "react-router";
import type { SearchOptions } from "../../../../shared/options/answer.ts";
import { jstDate } from "../../../../shared/time/model.ts";
import type { TrailEntryAnswer } from "../../../../shared/trail/answer.ts";
import { useMe, useSearchOptions } from "../../api/caller.ts";
import { type TrailQuery, useAccessTrail } from "../../api/trail.ts";
import { displayTime } from "../../components/display.ts";
import { EmptyTable } from "../../components/empty-table.tsx";
import { useTexts } from "../../components/language.tsx";
import { MoreButton } from "../../components/more-button.tsx";
import { NotFoundPage } from "../../components/not-found-page.tsx";
import { Page } from "../../components/page.tsx";
import { ProblemAlert } from "../../components/problem-alert.tsx";
import { RouterLink } from "../../components/router-link.tsx";
import { detailTexts } from "../call-history/texts.ts";
import { formTexts } from "../search/form-texts.ts";
import { actionOf, linesOf, type Words } from "./entry-words.ts";
import { trailTexts } from "./texts.ts";
import { TrailFilter } from "./trail-filter.tsx";

/** アクセス記録: all accounts' actions on a day; for administrators. */
export function TrailPage() {
	const { role } = useMe();
	return role === "admin" ? <Trail /> : <NotFoundPage />;
}

function Trail() {
	const t = useTexts(trailTexts);
	const d = useTexts(detailTexts);
	const f = useTexts(formTexts);
	const [parameters, setParameters] = useSearchParams();
	const query: TrailQuery = {
		date: parameters.get("date") ?? jstDate(Date.now()),
		...(parameters.get("accountId") ? { accountId: String(parameters.get("accountId")) } : {}),
		...(parameters.get("kind") ? { kind: String(parameters.get("kind")) } : {}),
	};
	const { items, ...pages } = useAccessTrail(query);
	const { error, isFetching, refetch } = pages;
	const options = useSearchOptions().data;
	const columns = useMemo(() => columnsOf({ t, d, f }, options), [t, d, f, options]);
	return (
		<Page title={t.title} description={t.description}>
			<TrailFilter query={query} onChange={(next) => setParameters(new URLSearchParams({ ...next }))} />
			{error && !pages.isFetchNextPageError && <ProblemAlert error={error} onRetry={refetch} />}
			<Table<TrailEntryAnswer>
				variant="container"
				ariaLabels={{ tableLabel: t.title }}
				items={items ?? []}
				loading={!items && isFetching}
				columnDefinitions={columns}
				wrapLines
				header={
					<Header
						variant="h2"
						actions={
							<Button iconName="refresh" loading={isFetching} onClick={() => refetch()}>
								{t.refresh}
							</Button>
						}
					>
						{query.date.replaceAll("-", "/")}
					</Header>
				}
				empty={<EmptyTable text={t.emptyDay} hint={t.emptyHint} />}
				footer={<MoreButton {...pages} />}
			/>
		</Page>
	);
}

function columnsOf(words: Words, options: SearchOptions | undefined): TableProps.ColumnDefinition<TrailEntryAnswer>[] {
	const { t } = words;
	return [
		{ id: "at", header: t.at, minWidth: 165, cell: ({ at }) => displayTime(at) },
		{
			id: "who",
			header: t.who,
			minWidth: 130,
			cell: ({ accountId, accountName }) => (
				<>
					{accountName ?? accountId}
					<div className="rk-small">{accountId}</div>
				</>
			),
		},
		{ id: "kind", header: t.kind, minWidth: 150, cell: (entry) => actionOf(entry, words) },
		{
			id: "what",
			header: t.what,
			minWidth: 260,
			cell: (entry) => (
				<SpaceBetween size="xxxs">
					{entry.callId && <RouterLink to={`/call-histories/${entry.callId}`}>{t.call(entry.callId)}</RouterLink>}
					{linesOf(entry, words, options).map((line) => (
						<div key={line}>{line}</div>
					))}
				</SpaceBetween>
			),
		},
	];
}
