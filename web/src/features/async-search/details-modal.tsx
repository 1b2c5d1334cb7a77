import { Fragment } from "react";
import type { AsyncSearchAnswer } from "../../../../shared/async-search/answer.ts";
import { useSearchOptions } from "../../api/caller.ts";
import { displayCount, displayTime, nothing } from "../../components/display.ts";
import { InfoModal } from "../../components/info-modal.tsx";
import { useTexts } from "../../components/language.tsx";
import { describeConditions } from "../search/describe-conditions.ts";
import { formTexts } from "../search/form-texts.ts";
import { displayBytes } from "./display-bytes.ts";
import { asyncSearchTexts } from "./texts.ts";

/** All details of a search: how to verify its file, and what was requested. */
export function DetailsModal({ search, onClose }: { search: AsyncSearchAnswer; onClose: () => void }) {
	const t = useTexts(asyncSearchTexts);
	const f = useTexts(formTexts);
	const options = useSearchOptions().data;
	const { sort, columns, rowCount, byteCount, sha256, replacedCount, guardedCount } = search;
	const count = (value: number | null, text: (count: string) => string) =>
		value === null ? nothing : text(displayCount(value));
	const facts: [string, string][] = [
		[t.state, t.states[search.state]],
		[t.createdAt, displayTime(search.createdAt)],
		[t.startedAt, displayTime(search.startedAt) || nothing],
		[t.finishedAt, displayTime(search.finishedAt) || nothing],
		[t.expiresAt, displayTime(search.expiresAt)],
		[t.note, search.note ?? nothing],
		[t.conditions, describeConditions(search.conditions, f, options).join("\n")],
		[t.sort, `${f.columns[sort.column]} ${t.directions[sort.direction]}`],
		[t.columns, columns.map((column) => f.columns[column]).join("、")],
		[t.madeAsLabel, t.madeAs(t.formats[search.format], t.encodings[search.encoding])],
		[t.rows, count(rowCount, t.rowCount)],
		[t.size, byteCount === null ? nothing : t.bytes(displayBytes(byteCount), displayCount(byteCount))],
		["SHA-256", sha256 ?? nothing],
		[t.replacedLabel, count(replacedCount, t.characters)],
		[t.guardedLabel, count(guardedCount, t.cells)],
	];
	return (
		<InfoModal header={t.details} onClose={onClose}>
			<dl className="rk-facts">
				{facts.map(([label, text]) => (
					<Fragment key={label}>
						<dt>{label}</dt>
						<dd>{text}</dd>
					</Fragment>
				))}
			</dl>
		</InfoModal>
	);
}
