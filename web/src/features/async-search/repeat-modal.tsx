import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Modal from "@cloudscape-design/components/modal";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { type SubmitEvent, useState } from "react";
import { flushSync } from "react-dom";
import type { AsyncSearchAnswer } from "../../../../shared/async-search/answer.ts";
import type { Repeat } from "../../../../shared/repeat/model.ts";
import { useChangeAsyncSearch } from "../../api/async-searches.ts";
import { focusFault } from "../../components/attention.tsx";
import { useTexts } from "../../components/language.tsx";
import { useNotifications } from "../../components/notifications.tsx";
import { ProblemAlert } from "../../components/problem-alert.tsx";
import { isTimeOfDay, RepeatFields } from "./repeat-fields.tsx";
import { repeatTexts } from "./repeat-texts.ts";

const everyMorning: Repeat = { every: "day", at: "07:00", period: "yesterday" };

/** How a search that is there repeats from now on. */
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
		<Modal
			visible
			header={search.repeat ? t.change : t.start}
			closeAriaLabel={t.close}
			onDismiss={onClose}
			footer={
				<Box float="right">
					<SpaceBetween direction="horizontal" size="xs">
						<Button formAction="none" onClick={onClose}>
							{t.cancel}
						</Button>
						<Button variant="primary" form="repeat" loading={change.isPending}>
							{t.save}
						</Button>
					</SpaceBetween>
				</Box>
			}
		>
			<form id="repeat" onSubmit={save}>
				<SpaceBetween size="m">
					<RepeatFields value={repeat} tried={tried} onChange={(next) => next && setRepeat(next)} />
					{change.error && <ProblemAlert isAnswer error={change.error} />}
				</SpaceBetween>
			</form>
		</Modal>
	);
}
