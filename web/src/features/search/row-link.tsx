import { createContext, use } from "react";
import type { Row } from "../../../../shared/search/answer.ts";
import { displayTime } from "../../components/display.ts";
import { useTexts } from "../../components/language.tsx";
import { OpenLink } from "../../components/router-link.tsx";
import { searchTexts } from "./texts.ts";

export interface Opening {
	/** The address of a record's own page. */
	toPage: (callId: string) => string;
	/** Opens a record, beside the list if there is room. */
	open: (callId: string) => void;
}

export const OpeningContext = createContext<Opening>({ toPage: (callId) => callId, open() {} });
/**
 * The record shown beside the list. A separate context, so that a change re-renders the links and not the whole table.
 */
export const RecordContext = createContext<string | undefined>(undefined);

/** The time of a call, as a link to its record. */
export function RowLink({ row: { callId, calledAt } }: { row: Row }) {
	const s = useTexts(searchTexts);
	const { toPage, open } = use(OpeningContext);
	const record = use(RecordContext);
	const time = displayTime(calledAt);
	return (
		<OpenLink
			to={toPage(callId)}
			ariaLabel={s.open(time)}
			{...(callId === record && { nativeAttributes: { "aria-current": true } })}
			onOpen={() => open(callId)}
		>
			{time}
		</OpenLink>
	);
}
