import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useSearchParams } from "react-router";
import { displayJst } from "../../../../shared/time/model.ts";
import { useMe, useSearchOptions } from "../../api/caller.ts";
import { EmptyTable } from "../../components/empty-table.tsx";
import { useTexts } from "../../components/language.tsx";
import { NotFoundPage } from "../../components/not-found-page.tsx";
import { Page } from "../../components/page.tsx";
import { Loading } from "../../components/page-loading.tsx";
import { ProblemAlert } from "../../components/problem-alert.tsx";
import { save } from "../../components/save.ts";
import { formTexts } from "../search/form-texts.ts";
import { ReportBody } from "./report-body.tsx";
import { reportCsv } from "./report-csv.ts";
import { ReportFilter } from "./report-filter.tsx";
import { type ReportQuery, readQuery, writeQuery } from "./report-query.ts";
import "./results.css";
import { type Report, toReport } from "./report.ts";
import { reportTexts } from "./texts.ts";
import { useReport } from "./use-report.ts";

/** 結果レポート: the results of a period's calls; for supervisors and administrators. */
export function ResultsPage() {
	const { role } = useMe();
	return role === "agent" ? <NotFoundPage /> : <Results />;
}

function Results() {
	const t = useTexts(reportTexts);
	const { systemResultLabels } = useTexts(formTexts);
	const [params, setParams] = useSearchParams();
	const query = readQuery(params, Date.now());
	const { data, error, isFetching, refetch, dataUpdatedAt } = useReport(query);
	const campaigns = useCampaignNames(query.campaignIds);
	const report = data && data.total > 0 ? toReport(data, { ...t, systemResultLabels }) : undefined;
	const period = t.of(query.from.replaceAll("-", "/"), query.to.replaceAll("-", "/"));
	return (
		<Page
			title={t.title}
			description={t.description}
			actions={
				<div className="rk-screen-only">
					<SpaceBetween direction="horizontal" size="xs">
						<Button iconName="refresh" loading={isFetching} onClick={() => refetch()}>
							{t.refresh}
						</Button>
						<Button disabled={!report} onClick={() => window.print()}>
							{t.print}
						</Button>
						<Button iconName="download" disabled={!report} onClick={() => report && saveCsv(query, report, t)}>
							{t.csv}
						</Button>
					</SpaceBetween>
				</div>
			}
		>
			<div className="rk-screen-only">
				<ReportFilter
					key={params.toString()}
					query={query}
					isFetching={isFetching}
					onChange={(next) => {
						if (writeQuery(next).toString() === writeQuery(query).toString()) refetch();
						else setParams(writeQuery(next), { preventScrollReset: true });
					}}
				/>
			</div>
			{error && <ProblemAlert error={error} onRetry={refetch} />}
			{!data && !error && <Loading />}
			{data && !error && (
				<article className="rk-report" aria-busy={isFetching}>
					<Box variant="p">
						<b>{period}</b> {campaigns} <span className="rk-small">{t.asOf(displayJst(dataUpdatedAt))}</span>
					</Box>
					{report ? <ReportBody report={report} query={query} /> : <EmptyTable text={t.none} hint={t.noneHint} />}
				</article>
			)}
		</Page>
	);
}

function useCampaignNames(campaignIds: readonly string[]): string {
	const t = useTexts(reportTexts);
	const names = new Map(useSearchOptions().data?.campaigns.map(({ campaignId, name }) => [campaignId, name]));
	return campaignIds.length > 0 ? t.campaigns(campaignIds.map((id) => names.get(id) ?? id)) : t.allCampaigns;
}

function saveCsv({ from, to }: ReportQuery, report: Report, t: (typeof reportTexts)["ja"]): void {
	const url = URL.createObjectURL(new Blob([reportCsv(report, t)], { type: "text/csv;charset=utf-8" }));
	save({ url, fileName: `${t.title}_${from}_${to}.csv` });
	// By then the browser has started to read it.
	setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
