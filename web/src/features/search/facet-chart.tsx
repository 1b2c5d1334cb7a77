import type { FacetCounts } from "../../../../shared/search/answer.ts";
import { displayCount } from "../../components/display.ts";
import { useTexts } from "../../components/language.tsx";
import { byLabel, type Labelled } from "./by-label.ts";
import { formTexts } from "./form-texts.ts";
import { HourChart } from "./hour-chart.tsx";
import type { Narrowing } from "./narrowing.ts";
import { searchTexts } from "./texts.ts";

const shownResults = 6;

export interface ChartProps {
	/** For each chart, the counts without its own selection. */
	facets: FacetCounts | undefined;
	narrowing: Narrowing;
	/** Whether hours can be selected. In a period longer than a day they cannot: no condition matches them. */
	hasHours: boolean;
	onChange: (narrowing: Narrowing) => void;
}

/**
 * The hits by result and by hour. A bar is a button that narrows the search to it, and back if pressed again. The
 * height never changes.
 */
export function FacetChart({ facets, narrowing, hasHours, onChange }: ChartProps) {
	const s = useTexts(searchTexts);
	const all = useResultCounts(facets);
	const isChosen = ({ ids }: Labelled) => ids.length > 0 && ids.every((id) => narrowing.resultIds.includes(id));
	const results = shownOf(all, isChosen);
	const more = all.length - results.length;
	const most = Math.max(1, ...results.map(({ count }) => count));
	const hint = facets && (all.length > 0 ? s.chartHint : s.noCounts);
	return (
		<div className="rk-charts">
			<section aria-label={s.chartResult}>
				<h2>{s.chartUnit(s.chartResult)}</h2>
				<ul className="rk-bars">
					{results.map((bar) => (
						<li key={bar.label}>
							<button
								type="button"
								disabled={bar.ids.length === 0}
								aria-pressed={isChosen(bar)}
								onClick={() => onChange({ ...narrowing, resultIds: isChosen(bar) ? [] : bar.ids })}
							>
								<span title={bar.label}>{bar.label}</span>
								<svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
									<rect width={(100 * bar.count) / most} height="10" />
								</svg>
								<span>{s.count(displayCount(bar.count))}</span>
							</button>
						</li>
					))}
				</ul>
				<p>
					{more > 0 ? `${s.others(more)} ` : ""}
					{hint}
				</p>
			</section>
			<section aria-label={s.chartHour}>
				<h2>{s.chartUnit(s.chartHour)}</h2>
				<HourChart
					counts={facets?.hour ?? []}
					chosen={hasHours ? narrowing.hour : undefined}
					onChange={hasHours ? (hour) => onChange({ ...narrowing, hour }) : undefined}
				/>
				<p>{hint === s.chartHint && !hasHours ? s.chartHourHint : hint}</p>
			</section>
		</div>
	);
}

/** The hits by the name of their result, the most frequent first. */
export function useResultCounts(facets: FacetCounts | undefined): Labelled[] {
	const s = useTexts(searchTexts);
	const { systemResultLabels } = useTexts(formTexts);
	return byLabel(facets?.result ?? [], ({ value, label }) =>
		value === null ? s.noResult : (systemResultLabels[value] ?? label ?? value),
	);
}

/** The most frequent ones, and the chosen one even if it is rare. */
function shownOf(all: Labelled[], isChosen: (bar: Labelled) => boolean): Labelled[] {
	const first = all.slice(0, shownResults);
	const chosen = all.slice(shownResults).find(isChosen);
	return chosen ? [...first.slice(0, -1), chosen] : first;
}
