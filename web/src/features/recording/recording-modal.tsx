import Modal from "@cloudscape-design/components/modal";
import type { Row } from "../../../../shared/search/answer.ts";
import { useCallHistory } from "../../api/call-histories.ts";
import { displayTime } from "../../components/display.ts";
import { useTexts } from "../../components/language.tsx";
import { Loading } from "../../components/page-loading.tsx";
import { ProblemAlert } from "../../components/problem-alert.tsx";
import { Recordings } from "./recordings.tsx";
import { recordingTexts } from "./texts.ts";

/** The recordings of a row of the list, in a dialog; the row shows only the newest. */
export function RecordingModal({ row, onClose }: { row: Row; onClose: () => void }) {
	const t = useTexts(recordingTexts);
	const { data, error, refetch } = useCallHistory(row.callId);
	return (
		<Modal
			visible
			size="large"
			header={`${t.title} ${displayTime(row.calledAt)} ${row.name ?? row.phone}`}
			closeAriaLabel={t.close}
			onDismiss={onClose}
		>
			{data && <Recordings callId={row.callId} recordings={data.detail.recordings} />}
			{!data && error && <ProblemAlert error={error} onRetry={refetch} />}
			{!data && !error && <Loading />}
		</Modal>
	);
}
