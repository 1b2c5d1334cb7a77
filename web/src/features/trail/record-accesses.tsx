import Box from "@cloudscape-design/components/box";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import type { Detail } from "../../../../shared/detail/answer.ts";
import { useRecordAccesses } from "../../api/trail.ts";
import { displayTime } from "../../components/display.ts";
import { useTexts } from "../../components/language.tsx";
import { MoreButton } from "../../components/more-button.tsx";
import { Loading } from "../../components/page-loading.tsx";
import { ProblemAlert } from "../../components/problem-alert.tsx";
import { detailTexts } from "../call-history/texts.ts";
import { formTexts } from "../search/form-texts.ts";
import { actionOf, linesOf } from "./entry-words.ts";
import { trailTexts } from "./texts.ts";

/** アクセス記録: who listened to a call, downloaded its recording or corrected it; for administrators. */
export function RecordAccesses({ callId, recordings }: Pick<Detail, "callId" | "recordings">) {
	const words = { t: useTexts(trailTexts), d: useTexts(detailTexts), f: useTexts(formTexts) };
	const { items, ...pages } = useRecordAccesses(callId);
	const { error, refetch } = pages;
	return (
		<Container header={<Header variant="h2">{words.t.section}</Header>}>
			{error && !items && <ProblemAlert error={error} onRetry={refetch} />}
			{!items && !error && <Loading />}
			{items?.length === 0 && <Box color="text-body-secondary">{words.t.none}</Box>}
			{items && items.length > 0 && (
				<ol className="rk-accesses">
					{items.map((entry) => (
						<li key={`${entry.at} ${entry.accountId} ${entry.kind}`}>
							<time dateTime={entry.at}>{displayTime(entry.at)}</time> <b>{entry.accountName ?? entry.accountId}</b>{" "}
							{actionOf(entry, words)}
							{linesOf(entry, words, undefined, recordings).map((line) => (
								<div key={line} className="rk-small">
									{line}
								</div>
							))}
						</li>
					))}
				</ol>
			)}
			<MoreButton {...pages} />
		</Container>
	);
}
