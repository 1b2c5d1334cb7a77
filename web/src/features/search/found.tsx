import SpaceBetween from "@cloudscape-design/components/space-between";
import { type ComponentProps, memo } from "react";
import { ChartStrip } from "./chart-strip.tsx";
import { singleDay } from "./period.ts";
import { ResultsList } from "./results-list.tsx";

/** What was found: its counts in a strip, and its rows. */
export const Found = memo(function Found(props: ComponentProps<typeof ResultsList>) {
	const { search, hits, preferences, onPreferences, onChange } = props;
	return (
		<SpaceBetween size="xs">
			<ChartStrip
				facets={hits?.facets}
				narrowing={search.narrowing}
				hasHours={singleDay(search.criteria) !== undefined}
				onChange={(narrowing) => onChange({ narrowing, page: 1 })}
				isUnfolded={preferences.charts}
				onUnfold={(charts) => onPreferences({ ...preferences, charts })}
			/>
			<ResultsList {...props} />
		</SpaceBetween>
	);
});
