import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import { displayCount } from "../../components/display.ts";
import { useTexts } from "../../components/language.tsx";
import { type ChartProps, FacetChart, useResultCounts } from "./facet-chart.tsx";
import { searchTexts } from "./texts.ts";

/** The most results that fit a line. */
const namedResults = 4;

interface Props extends ChartProps {
	isUnfolded: boolean;
	onUnfold: (isUnfolded: boolean) => void;
}

/** The charts in one line: the most frequent results and the busiest hour; unfolded, the charts themselves below it. */
export function ChartStrip({ isUnfolded, onUnfold, ...props }: Props) {
	const s = useTexts(searchTexts);
	const results = useResultCounts(props.facets);
	const busiest = props.facets?.hour?.toSorted((a, b) => b.count - a.count)[0];
	const words = results.slice(0, namedResults).map(({ label, count }) => s.topResult(label, displayCount(count)));
	if (busiest) words.push(s.topHour(Number(busiest.value), displayCount(busiest.count)));
	return (
		<section aria-label={s.charts}>
			<div className="rk-strip">
				<span className="rk-strip-text">{words.join(" ・ ") || (!isUnfolded && props.facets && s.noCounts)}</span>
				<Button
					variant="inline-link"
					iconName={isUnfolded ? "angle-up" : "angle-down"}
					ariaExpanded={isUnfolded}
					onClick={() => onUnfold(!isUnfolded)}
				>
					{isUnfolded ? s.hideCharts : s.showCharts}
				</Button>
			</div>
			{isUnfolded && (
				<Container>
					<FacetChart {...props} />
				</Container>
			)}
		</section>
	);
}
