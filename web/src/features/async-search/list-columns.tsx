import ProgressBar from "@cloudscape-design/components/progress-bar";
import StatusIndicator, { type StatusIndicatorProps } from "@cloudscape-design/components/status-indicator";
import type { TableProps } from "@cloudscape-design/components/table";
import type { AsyncSearchAnswer } from "../../../../shared/async-search/answer.ts";
import type { State } from "../../../../shared/async-search/model.ts";
import type { SearchOptions } from "../../../../shared/options/answer.ts";
import { displayCount, displayTime, nothing } from "../../components/display.ts";
import { describeConditions } from "../search/describe-conditions.ts";
import type { formTexts } from "../search/form-texts.ts";
import { displayBytes } from "./display-bytes.ts";
import type { repeatTexts } from "./repeat-texts.ts";
import { ActionsCell, type Asked } from "./row-actions.tsx";
import type { asyncSearchTexts } from "./texts.ts";

type Texts = (typeof asyncSearchTexts)["ja"];
type RepeatTexts = (typeof repeatTexts)["ja"];

const indicators: Record<State, StatusIndicatorProps.Type> = {
	unprocessed: "pending",
	processing: "in-progress",
	completed: "success",
	failed: "error",
};

export function listColumns(
	t: Texts,
	r: RepeatTexts,
	f: (typeof formTexts)["ja"],
	options: SearchOptions | undefined,
	{ isNarrow, ask }: { isNarrow: boolean; ask: (asked: Asked) => void },
): TableProps.ColumnDefinition<AsyncSearchAnswer>[] {
	const columns: TableProps.ColumnDefinition<AsyncSearchAnswer>[] = [
		{ id: "createdAt", header: t.createdAt, minWidth: 165, cell: ({ createdAt }) => displayTime(createdAt) },
		{ id: "state", header: t.state, minWidth: 150, cell: (search) => <StateCell search={search} t={t} r={r} /> },
		{ id: "rows", header: t.rows, minWidth: 95, cell: (search) => <RowsCell search={search} t={t} /> },
		{ id: "note", header: t.note, minWidth: 100, cell: ({ note }) => note ?? nothing },
		{
			id: "conditions",
			header: t.conditions,
			minWidth: 180,
			cell: ({ conditions }) => describeConditions(conditions, f, options).map((line) => <div key={line}>{line}</div>),
		},
		{
			id: "expiresAt",
			header: t.expiresAt,
			minWidth: 110,
			cell: ({ expiresAt }) => displayTime(expiresAt).slice(0, 10),
		},
		{ id: "actions", header: t.actions, minWidth: 180, cell: (search) => <ActionsCell {...{ search, t, r, ask }} /> },
	];
	if (!isNarrow) return columns;
	// Time, state and actions come first, where a phone shows them.
	const [, , , note, conditions, expiresAt, actions] = columns as Required<typeof columns>;
	const first = {
		id: "createdAt",
		header: t.createdAt,
		minWidth: 165,
		cell: (search: AsyncSearchAnswer) => (
			<>
				{displayTime(search.createdAt)}
				<StateCell search={search} t={t} r={r} />
				<RowsCell search={search} t={t} />
			</>
		),
	};
	return [first, actions, note, conditions, expiresAt].flatMap((column) => column ?? []);
}

function StateCell({
	search: {
		state,
		progress,
		format,
		encoding,
		replacedCount,
		warnings,
		failure,
		formerFile,
		repeat,
		paused,
		nextRunAt,
	},
	t,
	r,
}: {
	search: AsyncSearchAnswer;
	t: Texts;
	r: RepeatTexts;
}) {
	return (
		<>
			<StatusIndicator type={indicators[state]}>{t.states[state]}</StatusIndicator>
			{state === "processing" && (
				<ProgressBar
					value={progress.percent}
					ariaLabel={t.progressLabel}
					additionalInfo={
						progress.rowsEstimated === null
							? undefined
							: t.progress(displayCount(progress.rowsDone), displayCount(progress.rowsEstimated))
					}
				/>
			)}
			<div className="rk-small">{t.madeAs(t.formats[format], t.encodings[encoding])}</div>
			{replacedCount ? <div className="rk-small">{t.replaced(displayCount(replacedCount))}</div> : null}
			{warnings.map(({ code, title }) => (
				<StatusIndicator key={code} type="warning" wrapText>
					{title}
				</StatusIndicator>
			))}
			{failure && <div>{failure.title}</div>}
			{repeat && (
				<div>
					<div>{r.told(r.every[repeat.every], repeat.at, r.periods[repeat.period])}</div>
					{paused ? (
						<StatusIndicator type="stopped">{r.paused}</StatusIndicator>
					) : (
						nextRunAt && <div className="rk-small">{r.next(displayTime(nextRunAt).slice(0, 16))}</div>
					)}
				</div>
			)}
			{formerFile && (
				<div className="rk-small">{t.former(displayTime(formerFile.asOf), displayCount(formerFile.rowCount))}</div>
			)}
		</>
	);
}

function RowsCell({ search: { rowCount, byteCount }, t }: { search: AsyncSearchAnswer; t: Texts }) {
	if (rowCount === null) return nothing;
	return (
		<>
			<div>{t.rowCount(displayCount(rowCount))}</div>
			{byteCount !== null && <div className="rk-small">{displayBytes(byteCount)}</div>}
		</>
	);
}
