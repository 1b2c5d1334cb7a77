import Button from "@cloudscape-design/components/button";
import type { Row } from "../../../../shared/search/answer.ts";
import { displayTime } from "../../components/display.ts";
import { useTexts } from "../../components/language.tsx";
import { searchTexts } from "./texts.ts";

/** Opens the recordings of a row. */
export function PlayButton({ row, play }: { row: Row; play: (row: Row) => void }) {
	const s = useTexts(searchTexts);
	return (
		<Button
			variant="inline-icon"
			iconName="play"
			ariaLabel={`${s.play} ${displayTime(row.calledAt)}`}
			onClick={() => play(row)}
		/>
	);
}
