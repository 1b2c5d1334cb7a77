import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState } from "react";
import type { Row } from "../../../../shared/search/answer.ts";
import { displayCount } from "../../components/display.ts";
import { useTexts } from "../../components/language.tsx";
import { maxSelected } from "../search/selection-after.ts";
import { BulkModal } from "./bulk-modal.tsx";
import { bulkTexts } from "./texts.ts";

interface Props {
	selected: readonly Row[];
	onSelect: (rows: readonly Row[]) => void;
}

/** What can be done with the rows selected in the list. */
export function BulkActions({ selected, onSelect }: Props) {
	const t = useTexts(bulkTexts);
	const [isOpen, open] = useState(false);
	const count = displayCount(selected.length);
	return (
		<>
			<SpaceBetween direction="horizontal" size="xs" alignItems="center">
				<Box color="text-body-secondary">
					<span aria-live="polite">{selected.length < maxSelected ? t.selected(count) : t.full(count)}</span>
				</Box>
				<Button onClick={() => onSelect([])}>{t.clear}</Button>
				<Button variant="primary" onClick={() => open(true)}>
					{t.open}
				</Button>
			</SpaceBetween>
			{isOpen && (
				<BulkModal
					rows={selected}
					onClose={(corrected) => {
						open(false);
						// Records still to be done stay selected.
						if (corrected.size > 0) onSelect(selected.filter(({ callId }) => !corrected.has(callId)));
					}}
				/>
			)}
		</>
	);
}
