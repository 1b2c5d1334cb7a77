import { displayCount, nothing } from "../../components/display.ts";
import { useTexts } from "../../components/language.tsx";
import { FigureLink } from "./figure-link.tsx";
import { percentOf } from "./percent.ts";
import type { Grouping, Line, Outcome, Report } from "./report.ts";
import { type ReportQuery, searchOf } from "./report-query.ts";
import { reportTexts } from "./texts.ts";

interface Props {
	by: Grouping;
	query: ReportQuery;
	report: Report;
}

/** The number of shades for cells. */
const shades = 4;

/** One grouping by results, with totals; it scrolls within itself if it does not fit. */
export function ReportTable({ by, query, report: { outcomes, sum, tables } }: Props) {
	const t = useTexts(reportTexts);
	const lines = tables[by];
	const isShaded = by === "hour" || by === "weekday";
	const most = Math.max(1, ...lines.flatMap(({ byOutcome }) => byOutcome));
	const cells = (figures: Omit<Line, "value">, line: Line | undefined) => {
		const link = (count: number, column: string, outcome?: Outcome) => (
			<FigureLink
				count={count}
				to={searchOf(query, line && by, line, outcome)}
				label={t.link(figures.label, column, displayCount(count))}
			/>
		);
		return (
			<>
				<td>{link(figures.calls, t.calls)}</td>
				<td>{displayCount(figures.reached)}</td>
				<td>{figures.calls > 0 ? t.share(percentOf(figures.reached, figures.calls)) : nothing}</td>
				{outcomes.map((outcome, place) => {
					const count = figures.byOutcome[place] ?? 0;
					const shade = isShaded && line ? Math.ceil((shades * count) / most) : 0;
					return (
						<td key={outcome.label} data-shade={shade}>
							{link(count, outcome.label, outcome)}
						</td>
					);
				})}
			</>
		);
	};
	return (
		// biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
		<section className="rk-report-scroll" aria-label={t.groupings[by]} tabIndex={0}>
			<table>
				<thead>
					<tr>
						<th scope="col">{t.items[by]}</th>
						<th scope="col">{t.calls}</th>
						<th scope="col">{t.reached}</th>
						<th scope="col">{t.rate}</th>
						{outcomes.map(({ label }) => (
							<th key={label} scope="col">
								{label}
							</th>
						))}
					</tr>
				</thead>
				<tbody>
					{lines.map((line) => (
						<tr key={String(line.value)}>
							<th scope="row">{line.label}</th>
							{cells(line, line)}
						</tr>
					))}
				</tbody>
				<tfoot>
					<tr>
						<th scope="row">{t.sum}</th>
						{cells({ label: t.sum, ...sum }, undefined)}
					</tr>
				</tfoot>
			</table>
		</section>
	);
}
