import type { CSSProperties } from "react";
import type { FacetCounts } from "../../../../shared/search/answer.ts";
import { displayCount } from "../../components/display.ts";
import { useTexts } from "../../components/language.tsx";
import { formTexts } from "./form-texts.ts";
import { searchTexts } from "./texts.ts";

const shownResults = 6;

interface Bar {
	label: string;
	/** Campaigns have results of their own by the same name: together they are one bar. */
	ids: string[];
	count: number;
}

interface Props {
	facets: FacetCounts | undefined;
	resultIds: readonly string[];
	onResult: (resultIds: string[]) => void;
	/** Left out where the period is longer than a day: an hour of many days is no condition. */
	onHour: ((hour: number) => void) | undefined;
}

/** The hits by result and by hour; a bar is a button that narrows the search to it. Its height never changes. */
export function FacetChart({ facets, resultIds, onResult, onHour }: Props) {
	const s = useTexts(searchTexts);
	const { systemResultLabels } = useTexts(formTexts);
	const all = barsOf(facets?.result ?? [], (value) => (value === null ? s.noResult : systemResultLabels[value]));
	const results = all.slice(0, shownResults);
	const more = all.length - results.length;
	const most = Math.max(1, ...results.map(({ count }) => count));
	return (
		<div className="rk-charts">
			<section aria-label={s.chartResult}>
				<h3>{s.chartResult}</h3>
				<ul className="rk-bars">
					{results.map(({ label, ids, count }) => (
						<li key={label}>
							<button
								type="button"
								disabled={ids.length === 0}
								aria-pressed={isChosen(ids, resultIds)}
								onClick={() => onResult(isChosen(ids, resultIds) ? [] : ids)}
							>
								<span title={label}>{label}</span>
								<svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
									<rect width={(100 * count) / most} height="10" />
								</svg>
								<span>{s.count(displayCount(count))}</span>
							</button>
						</li>
					))}
				</ul>
				<p>
					{more > 0 ? `${s.others(more)} ` : ""}
					{s.chartHint}
				</p>
			</section>
			<section aria-label={s.chartHour}>
				<h3>{s.chartHour}</h3>
				<Hours counts={facets?.hour ?? []} onHour={onHour} />
				<p>{onHour ? s.chartHint : s.chartHourHint}</p>
			</section>
		</div>
	);
}

const isChosen = (ids: string[], chosen: readonly string[]) =>
	ids.length > 0 && ids.length === chosen.length && ids.every((id) => chosen.includes(id));

function barsOf(
	counts: NonNullable<FacetCounts["result"]>,
	ownLabel: (value: string | null) => string | undefined,
): Bar[] {
	const bars = new Map<string, Bar>();
	for (const { value, label, count } of counts) {
		const shown = ownLabel(value) ?? label ?? value ?? "";
		const bar = bars.get(shown) ?? { label: shown, ids: [], count: 0 };
		bars.set(shown, { ...bar, ids: value === null ? bar.ids : [...bar.ids, value], count: bar.count + count });
	}
	return [...bars.values()].toSorted((a, b) => b.count - a.count);
}

/** What the style sheet lays the bars out by. */
const layoutOf = (hours: number) => ({ "--hours": hours, "--half": Math.ceil(hours / 2) }) as CSSProperties;

function Hours({ counts, onHour }: { counts: NonNullable<FacetCounts["hour"]>; onHour: Props["onHour"] }) {
	const s = useTexts(searchTexts);
	const byHour = new Map(counts.map(({ value, count }) => [Number(value), count]));
	const [first, last] = [Math.min(9, ...byHour.keys()), Math.max(20, ...byHour.keys())];
	const most = Math.max(1, ...byHour.values());
	const hours = Array.from({ length: last - first + 1 }, (_, index) => first + index);
	return (
		<ul className="rk-hours" style={layoutOf(hours.length)}>
			{hours.map((hour) => {
				const count = byHour.get(hour) ?? 0;
				const told = `${s.hour(hour)} ${s.count(displayCount(count))}`;
				return (
					<li key={hour}>
						<button
							type="button"
							title={told}
							aria-label={told}
							disabled={!onHour || count === 0}
							onClick={() => onHour?.(hour)}
						>
							<svg viewBox="0 0 10 100" preserveAspectRatio="none" aria-hidden="true">
								<rect y={100 - (100 * count) / most} width="10" height={(100 * count) / most} />
							</svg>
							<span aria-hidden="true">{hour}</span>
						</button>
					</li>
				);
			})}
		</ul>
	);
}
