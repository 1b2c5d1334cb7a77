import { type SubmitEvent, useState } from "react";
import { flushSync } from "react-dom";
import type { AsyncSearchAnswer } from "../../../../shared/async-search/answer.ts";
import { isTimeOfDay, type Repeat } from "../../../../shared/repeat/model.ts";
import { useChangeAsyncSearch } from "../../api/async-searches.ts";
import { focusFault } from "../../components/attention.tsx";
import { FormModal } from "../../components/form-modal.tsx";
import { useTexts } from "../../components/language.tsx";
import { useNotifications } from "../../components/notifications.tsx";
import { ProblemAlert } from "../../components/problem-alert.tsx";
import { RepeatFields } from "./repeat-fields.tsx";
import { repeatTexts } from "./repeat-texts.ts";

const everyMorning: Repeat = { every: "day", at: "07:00", period: "yesterday" };

/** Changes how an existing search repeats. */
export function RepeatModal({ search, onClose }: { search: AsyncSearchAnswer; onClose: () => void }) {
	const t = useTexts(repeatTexts);
	const { succeed } = useNotifications();
	const change = useChangeAsyncSearch();
	const [repeat, setRepeat] = useState(search.repeat ?? everyMorning);
	const [tried, setTried] = useState(false);
	function save(event: SubmitEvent) {
		event.preventDefault();
		flushSync(() => setTried(true));
		if (!isTimeOfDay(repeat.at)) {
			focusFault(event.currentTarget);
			return;
		}
		change.mutate(
			{ id: search.asyncSearchId, repeat },
			{
				onSuccess() {
					succeed(t.changed);
					onClose();
				},
			},
		);
	}
	return (
		<FormModal header={search.repeat ? t.change : t.start} isBusy={change.isPending} onSubmit={save} onClose={onClose}>
			<RepeatFields value={repeat} tried={tried} onChange={(next) => next && setRepeat(next)} />
			{change.error && <ProblemAlert isAnswer error={change.error} />}
		</FormModal>
	);
}
