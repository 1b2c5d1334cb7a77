import Button from "@cloudscape-design/components/button";
import Select from "@cloudscape-design/components/select";
import { memo } from "react";
import { columns } from "../../../../shared/column/model.ts";
import type { Row } from "../../../../shared/search/answer.ts";
import type { Sort } from "../../../../shared/search/model.ts";
import { displayTime } from "../../components/display.ts";
import { useTexts } from "../../components/language.tsx";
import { Loading } from "../../components/page-loading.tsx";
import { formTexts } from "./form-texts.ts";
import { PlayButton } from "./play-button.tsx";
import type { ListParts } from "./results-table.tsx";
import { RowLink } from "./row-link.tsx";
import { maxSelected } from "./selection-after.ts";
import { shownOf } from "./shown.ts";
import { searchTexts } from "./texts.ts";

/**
 * One card per record, for phones. The browser lays out only those near the screen, but its own search finds text in
 * all.
 */
export function ResultCards({ rows, isLoading, sort, onSort, selected, select, play, ...parts }: ListParts) {
	const s = useTexts(searchTexts);
	const chosen = new Set(selected.map(({ callId }) => callId));
	const rest = rows.filter(({ callId }) => !chosen.has(callId));
	const choose = (row: Row, isChosen: boolean) =>
		select(
			isChosen ? [...selected, row].slice(0, maxSelected) : selected.filter(({ callId }) => callId !== row.callId),
		);
	const chooseAll = (areChosen: boolean) => {
		const page = new Set(rows.map(({ callId }) => callId));
		select(
			areChosen ? [...selected, ...rest].slice(0, maxSelected) : selected.filter(({ callId }) => !page.has(callId)),
		);
	};
	return (
		<>
			{parts.header}
			{parts.filter}
			<div className="rk-actions">
				{parts.pagination}
				{parts.preferences}
			</div>
			<div className="rk-card-order">
				<label className="rk-check">
					<input
						type="checkbox"
						aria-label={s.chooseAll}
						checked={rows.length > 0 && rest.length === 0}
						disabled={rows.length === 0}
						onChange={({ target }) => chooseAll(target.checked)}
					/>
				</label>
				<Order sort={sort} onSort={onSort} />
			</div>
			{isLoading && <Loading />}
			{!isLoading && rows.length === 0 && parts.empty}
			<ul className="rk-cards" aria-label={s.tableLabel}>
				{rows.map((row) => (
					<li key={row.callId}>
						<label className="rk-check">
							<input
								type="checkbox"
								aria-label={s.choose(displayTime(row.calledAt))}
								checked={chosen.has(row.callId)}
								onChange={({ target }) => choose(row, target.checked)}
							/>
						</label>
						<Card row={row} play={play} />
					</li>
				))}
			</ul>
		</>
	);
}

/** Without the parts that change with the selection, so that a thousand cards are not re-rendered. */
const Card = memo(function Card({ row, play }: { row: Row; play: (row: Row) => void }) {
	const t = useTexts(formTexts);
	const field = (column: "name" | "phone" | "resultLabel" | "agentName" | "durationSeconds") => (
		<div>
			<dt className="rk-hidden">{t.columns[column]}</dt>
			<dd>{shownOf(column, row, t)}</dd>
		</div>
	);
	return (
		<div className="rk-card">
			<RowLink row={row} />
			<dl>
				{field("name")}
				{field("phone")}
				{field("resultLabel")}
				{field("agentName")}
				{field("durationSeconds")}
			</dl>
			{row.recording && (
				<span className="rk-card-play">
					<PlayButton row={row} play={play} />
				</span>
			)}
		</div>
	);
});

/** The sort order, which a table has in its column headers. */
function Order({ sort: { column, direction }, onSort }: { sort: Sort; onSort: (sort: Sort) => void }) {
	const t = useTexts(formTexts);
	const s = useTexts(searchTexts);
	const isAscending = direction === "asc";
	const options = columns.map((value) => ({ value, label: t.columns[value] }));
	return (
		<>
			<Select
				ariaLabel={s.sortBy}
				selectedOption={options.find(({ value }) => value === column) ?? null}
				options={options}
				onChange={({ detail }) => onSort({ column: detail.selectedOption.value as Sort["column"], direction })}
			/>
			<Button
				iconName={isAscending ? "angle-up" : "angle-down"}
				onClick={() => onSort({ column, direction: isAscending ? "desc" : "asc" })}
			>
				{isAscending ? s.ascending : s.descending}
			</Button>
		</>
	);
}
