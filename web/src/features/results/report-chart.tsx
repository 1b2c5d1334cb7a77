import { displayCount } from "../../components/display.ts";
import { useTexts } from "../../components/language.tsx";
import type { Line } from "./report.ts";
import { reportTexts } from "./texts.ts";

const [width, height] = [640, 200];
const inset = { left: 52, top: 12, bottom: 26 };

/** Calls by hour or weekday as bars, with the share of reached calls, on a scale from zero. */
export function ReportChart({
	title,
	lines,
	short,
}: {
	title: string;
	lines: readonly Line[];
	short: (line: Line) => string;
}) {
	const t = useTexts(reportTexts);
	const top = scaleOf(Math.max(1, ...lines.map(({ calls }) => calls)));
	const step = (width - inset.left) / lines.length;
	const full = height - inset.top - inset.bottom;
	const yOf = (count: number) => inset.top + full * (1 - count / top);
	return (
		<figure className="rk-report-chart">
			<figcaption>
				<span data-bar="calls">{t.calls}</span> <span data-bar="reached">{t.reached}</span> {t.chartUnit}
			</figcaption>
			<svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={t.chart(title)}>
				{[0, top / 2, top].map((count) => (
					<g key={count}>
						<line x1={inset.left} x2={width} y1={yOf(count)} y2={yOf(count)} />
						<text x={inset.left - 6} y={yOf(count) + 4} textAnchor="end">
							{displayCount(count)}
						</text>
					</g>
				))}
				{lines.map((line, index) => {
					const x = inset.left + index * step;
					return (
						<g key={line.label}>
							<title>{`${line.label} ${t.calls} ${t.count(displayCount(line.calls))}, ${t.reached} ${t.count(displayCount(line.reached))}`}</title>
							{(["calls", "reached"] as const).map((bar) => (
								<rect
									key={bar}
									data-bar={bar}
									x={x + step * 0.15}
									width={step * 0.7}
									y={yOf(line[bar])}
									height={yOf(0) - yOf(line[bar])}
								/>
							))}
							<text x={x + step / 2} y={height - 8} textAnchor="middle">
								{short(line)}
							</text>
						</g>
					);
				})}
			</svg>
		</figure>
	);
}

/** A round upper bound of all counts, divisible by two. */
function scaleOf(most: number): number {
	const unit = most < 20 ? 2 : Math.max(10, 10 ** Math.floor(Math.log10(most)) / 5);
	return Math.ceil(most / unit) * unit;
}
