import Modal from "@cloudscape-design/components/modal";
import type { Row } from "../../../../shared/search/answer.ts";
import { displayTime } from "../../components/display.ts";
import { useTexts } from "../../components/language.tsx";
import { Player } from "./player.tsx";
import { recordingTexts } from "./texts.ts";

/** The player of a row of the list, over it. */
export function RecordingModal({ row, onClose }: { row: Row; onClose: () => void }) {
	const t = useTexts(recordingTexts);
	return (
		<Modal
			visible
			size="large"
			header={`${t.title} ${displayTime(row.calledAt)} ${row.name ?? row.phone}`}
			closeAriaLabel={t.close}
			onDismiss={onClose}
		>
			{row.recording && <Player callId={row.callId} seconds={row.recording.durationSeconds} />}
		</Modal>
	);
}
