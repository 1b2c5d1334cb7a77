import type { CSSProperties } from "react";
import type { FacetCounts } from "../../../../shared/search/answer.ts";
import { displayCount } from "../../components/display.ts";
import { useTexts } from "../../components/language.tsx";
import { searchTexts } from "./texts.ts";

interface Props {
	counts: NonNullable<FacetCounts["hour"]>;
	chosen: number | undefined;
	/** Left out if hours cannot be chosen. */
	onChange: ((hour: number | undefined) => void) | undefined;
}

/** The hours of a day, at least from 9 to 20, on a scale from zero to a round number. */
export function HourChart({ counts, chosen, onChange }: Props) {
	const s = useTexts(searchTexts);
	const byHour = new Map(counts.map(({ value, count }) => [Number(value), count]));
	const [first, last] = [Math.min(9, ...byHour.keys()), Math.max(20, ...byHour.keys())];
	const most = roundUp(Math.max(0, ...byHour.values()));
	const hours = Array.from({ length: last - first + 1 }, (_, index) => first + index);
	return (
		<div className="rk-hour-chart">
			<div className="rk-scale" aria-hidden="true">
				{counts.length > 0 && displayCount(most)}
			</div>
			<ul className="rk-hours" style={layoutOf(hours.length)}>
				{hours.map((hour) => {
					const count = byHour.get(hour) ?? 0;
					const label = `${s.hour(hour)} ${s.count(displayCount(count))}`;
					const isChosen = hour === chosen;
					return (
						<li key={hour}>
							<button
								type="button"
								title={label}
								aria-label={label}
								aria-pressed={isChosen}
								disabled={!onChange || (count === 0 && !isChosen)}
								onClick={() => onChange?.(isChosen ? undefined : hour)}
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
		</div>
	);
}

/** Custom properties for the style sheet. */
const layoutOf = (hours: number) => ({ "--hours": hours, "--half": Math.ceil(hours / 2) }) as CSSProperties;

/** 1, 2 or 5 of some power of ten. */
function roundUp(count: number): number {
	const power = 10 ** Math.floor(Math.log10(Math.max(1, count)));
	return power * ([1, 2, 5].find((step) => step * power >= count) ?? 10);
}
