import { displayCount, nothing } from "../../components/display.ts";
import { useTexts } from "../../components/language.tsx";
import { FigureLink } from "./figure-link.tsx";
import { percentOf } from "./percent.ts";
import { groupings, type Report, withOutcomes } from "./report.ts";
import { ReportChart } from "./report-chart.tsx";
import { type ReportQuery, searchOf } from "./report-query.ts";
import { ReportTable } from "./report-table.tsx";
import { reportTexts } from "./texts.ts";

/** The most columns of results that fit a page. */
const shownOutcomes = 12;

/** The figures of a period: totals, by result, and a table for each grouping. */
export function ReportBody({ report, query }: { report: Report; query: ReportQuery }) {
	const t = useTexts(reportTexts);
	const { sum, outcomes, tables } = report;
	const most = Math.max(1, ...sum.byOutcome);
	const shown = withOutcomes(report, shownOutcomes, t.rest);
	return (
		<>
			<dl className="rk-report-sums">
				<div>
					<dt>{t.calls}</dt>
					<dd>
						<FigureLink
							count={sum.calls}
							to={searchOf(query)}
							label={t.link(t.all, t.calls, displayCount(sum.calls))}
						/>
					</dd>
				</div>
				<div>
					<dt>{t.reached}</dt>
					<dd>{displayCount(sum.reached)}</dd>
				</div>
				<div>
					<dt>{t.rate}</dt>
					<dd>{sum.calls > 0 ? t.share(percentOf(sum.reached, sum.calls)) : nothing}</dd>
				</div>
			</dl>
			<p className="rk-small">{t.reachedHint}</p>
			<p className="rk-small rk-screen-only">{t.linkHint}</p>
			<section className="rk-report-part">
				<h2>{t.results}</h2>
				<ul className="rk-report-bars">
					{outcomes.map((outcome, place) => {
						const count = sum.byOutcome[place] ?? 0;
						return (
							<li key={outcome.label}>
								<span>{outcome.label}</span>
								<svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
									<rect data-bar="calls" width={(100 * count) / most} height="10" />
								</svg>
								<span>
									<FigureLink
										count={count}
										to={searchOf(query, undefined, undefined, outcome)}
										label={t.link(t.all, outcome.label, displayCount(count))}
									/>
								</span>
								<span>{sum.calls > 0 && t.share(percentOf(count, sum.calls))}</span>
							</li>
						);
					})}
				</ul>
			</section>
			{groupings.map((by) => (
				<section key={by} className="rk-report-part">
					<h2>{t.groupings[by]}</h2>
					{by === "hour" && (
						<ReportChart title={t.groupings.hour} lines={tables.hour} short={({ value }) => String(value)} />
					)}
					{by === "weekday" && (
						<ReportChart title={t.groupings.weekday} lines={tables.weekday} short={({ label }) => label} />
					)}
					<ReportTable by={by} query={query} report={shown} />
					{(by === "hour" || by === "weekday") && <p className="rk-small rk-screen-only">{t.heat}</p>}
				</section>
			))}
		</>
	);
}
