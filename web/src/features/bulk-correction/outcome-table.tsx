import Box from "@cloudscape-design/components/box";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import type { Row } from "../../../../shared/search/answer.ts";
import { displayTime } from "../../components/display.ts";
import { useTexts } from "../../components/language.tsx";
import { useProblemTexts } from "../../components/problem-texts.ts";
import { formTexts } from "../search/form-texts.ts";
import { shownOf } from "../search/shown.ts";
import { bulkTexts } from "./texts.ts";
import type { ItemOutcome, Outcomes } from "./use-bulk.ts";

/** One record per line, with its preview or outcome. */
export function OutcomeTable({
	rows,
	outcomes,
	heading,
}: {
	rows: readonly Row[];
	outcomes: Outcomes;
	heading: string;
}) {
	const t = useTexts(bulkTexts);
	const f = useTexts(formTexts);
	return (
		// biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also by keyboard
		<section className="rk-outcomes" aria-label={t.tableLabel} tabIndex={0}>
			<table>
				<thead>
					<tr>
						{[f.columns.calledAt, f.columns.name, t.current, heading].map((label) => (
							<th key={label} scope="col">
								{label}
							</th>
						))}
					</tr>
				</thead>
				<tbody>
					{rows.map((row) => (
						<tr key={row.callId}>
							<td>{displayTime(row.calledAt)}</td>
							<td>{row.name || row.phone}</td>
							<td>
								{shownOf("resultLabel", row, f)} / {shownOf("nextAction", row, f)}
							</td>
							<td>
								<Outcome outcome={outcomes.get(row.callId)} row={row} />
							</td>
						</tr>
					))}
				</tbody>
			</table>
		</section>
	);
}

function Outcome({ outcome, row }: { outcome: ItemOutcome | undefined; row: Row }) {
	const t = useTexts(bulkTexts);
	const tell = useProblemTexts();
	if (!outcome) return <Box color="text-body-secondary">…</Box>;
	if (outcome.outcome === "corrected") return <StatusIndicator>{t.corrected}</StatusIndicator>;
	if (outcome.outcome === "failed") return <StatusIndicator type="error">{tell(outcome.error).text}</StatusIndicator>;
	if (outcome.outcome === "correctable") {
		const isNewer = Date.parse(outcome.updatedAt) > Date.parse(row.updatedAt);
		return isNewer ? (
			<StatusIndicator type="info">{t.canChanged}</StatusIndicator>
		) : (
			<StatusIndicator>{t.can}</StatusIndicator>
		);
	}
	const { title, errors, status } = outcome.problem;
	const why = errors?.length ? errors.map(({ detail }) => detail).join(" ") : title;
	return <StatusIndicator type={status >= 500 ? "warning" : "error"}>{why}</StatusIndicator>;
}
