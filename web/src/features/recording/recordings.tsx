import SpaceBetween from "@cloudscape-design/components/space-between";
import Toggle from "@cloudscape-design/components/toggle";
import { useState } from "react";
import type { Detail } from "../../../../shared/detail/answer.ts";
import { displayTime } from "../../components/display.ts";
import { readKept, writeKept } from "../../components/kept.ts";
import { useTexts } from "../../components/language.tsx";
import { Player } from "./player.tsx";
import { recordingTexts } from "./texts.ts";

const rates = [1, 1.5, 2];

/** All recordings of a call, in the order in which they were stored; optionally played one after another. */
export function Recordings({ callId, recordings }: Pick<Detail, "callId" | "recordings">) {
	const t = useTexts(recordingTexts);
	const [rate, setRate] = useState<number>(() => rates.find((one) => one === readKept<number>("rate", 1)) ?? 1);
	const [goesOn, setGoesOn] = useState(false);
	/** The recording to play after the previous one has ended, and the number of turns so far. */
	const [next, setNext] = useState<{ index: number; turn: number }>({ index: 0, turn: 0 });
	const players = recordings.map(({ recordingId, durationSeconds }, index) => (
		<Player
			key={recordingId}
			callId={callId}
			recordingId={recordingId}
			seconds={durationSeconds}
			rates={rates}
			rate={rate}
			onRate={(chosen) => {
				writeKept("rate", chosen);
				setRate(chosen);
			}}
			turn={index === next.index ? next.turn : 0}
			onEnded={() => goesOn && setNext(({ turn }) => ({ index: index + 1, turn: turn + 1 }))}
		/>
	));
	if (recordings.length < 2) return players;
	return (
		<SpaceBetween size="m">
			<Toggle checked={goesOn} onChange={({ detail }) => setGoesOn(detail.checked)}>
				{t.goOn}
			</Toggle>
			<ol className="rk-recordings">
				{recordings.map(({ recordingId, storedAt }, index) => (
					<li key={recordingId}>
						<section aria-label={t.nth(index + 1)}>
							<h3>
								{t.nth(index + 1)} <time dateTime={storedAt}>{t.storedAt(displayTime(storedAt))}</time>
							</h3>
							{players[index]}
						</section>
					</li>
				))}
			</ol>
		</SpaceBetween>
	);
}
