import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import { displayTime } from "../../components/display.ts";
import { useTexts } from "../../components/language.tsx";
import { formTexts } from "../search/form-texts.ts";
import { displayValue, draftValue } from "./display-value.ts";
import { type Draft, differs, pick, toDraft } from "./draft.ts";
import { detailTexts } from "./texts.ts";
import type { ConflictFound } from "./use-editing.ts";

interface Props {
	conflict: ConflictFound;
	draft: Draft;
	onTake: (part: Partial<Draft>) => void;
}

/** Somebody else has saved first: their values are shown beside the typed ones, and either can be taken. */
export function Conflict({ conflict: { latest, changed }, draft, onTake }: Props) {
	const t = useTexts(detailTexts);
	const f = useTexts(formTexts);
	const now = toDraft(latest);
	const who = latest.updatedByName ?? latest.updatedBy ?? "";
	return (
		<Alert type="warning" header={t.conflict}>
			<p>{t.conflictHint(who, displayTime(latest.updatedAt))}</p>
			<table className="rk-conflict">
				<thead>
					<tr>
						<th scope="col">{t.conflictField}</th>
						<th scope="col">{t.conflictNow}</th>
						<th scope="col">{t.conflictMine}</th>
					</tr>
				</thead>
				<tbody>
					{changed.map(({ field, isTyped }) => (
						<tr key={field}>
							<th scope="row">{t.fields[field]}</th>
							<td>{displayValue(field, draftValue(field, now), latest, f) ?? t.empty}</td>
							<td>
								{isTyped && differs(field, now, draft) ? (
									<>
										<div>{displayValue(field, draftValue(field, draft), latest, f) ?? t.empty}</div>
										<Button formAction="none" variant="inline-link" onClick={() => onTake(pick(field, now))}>
											{t.takeTheirs}
										</Button>
									</>
								) : (
									t.taken
								)}
							</td>
						</tr>
					))}
				</tbody>
			</table>
		</Alert>
	);
}
