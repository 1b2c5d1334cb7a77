import Button from "@cloudscape-design/components/button";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import { displayDuration } from "../../../../shared/time/model.ts";
import { useOpenRecording } from "../../api/call-histories.ts";
import { Choice } from "../../components/choice.tsx";
import { useTexts } from "../../components/language.tsx";
import { useNotifications } from "../../components/notifications.tsx";
import { save } from "../../components/save.ts";
import { recordingTexts } from "./texts.ts";
import { usePlayback } from "./use-playback.ts";
import { barCount } from "./waveform.ts";

interface PlayerProps {
	callId: string;
	recordingId: string;
	seconds: number;
	rates: readonly number[];
	rate: number;
	onRate: (rate: number) => void;
	/** Starts playing when this changes to a number other than 0. */
	turn: number;
	onEnded: () => void;
}

/** Playback at 1.0, 1.5 and 2.0 times the speed, with a waveform for orientation. */
export function Player({ callId, recordingId, seconds, rates, rate, onRate, turn, onEnded }: PlayerProps) {
	const t = useTexts(recordingTexts);
	const { fail } = useNotifications();
	const open = useOpenRecording();
	const of = { callId, recordingId };
	const { position, peaks, isPlaying, isLoading, hasFailed, toggle, seek } = usePlayback(of, rate, turn, onEnded);
	const move = (by: number) => seek(Math.min(seconds, Math.max(0, position + by)));
	return (
		<div className="rk-player">
			<div className="rk-track">
				<Waveform peaks={peaks} played={position / seconds} />
				<input
					type="range"
					min={0}
					max={seconds}
					step={1}
					value={Math.min(position, seconds)}
					aria-label={t.position}
					aria-valuetext={t.at(displayDuration(position), displayDuration(seconds))}
					onChange={({ target }) => seek(Number(target.value))}
				/>
			</div>
			<div className="rk-controls">
				<Button iconName="undo" variant="icon" ariaLabel={t.back} onClick={() => move(-10)} />
				<Button iconName={isPlaying ? "pause" : "play"} variant="primary" loading={isLoading} onClick={toggle}>
					{isPlaying ? t.pause : t.play}
				</Button>
				<Button iconName="redo" variant="icon" ariaLabel={t.forward} onClick={() => move(10)} />
				<span className="rk-time">
					{displayDuration(position)} / {displayDuration(seconds)}
				</span>
				<Choice
					label={t.speed}
					chosen={String(rate)}
					options={rates.map((one) => ({ id: String(one), text: t.times(one) }))}
					onChange={(id) => onRate(Number(id))}
				/>
				<Button iconName="download" onClick={() => open(of, "attachment").then(save).catch(fail)}>
					{t.download}
				</Button>
			</div>
			<div role="status">{hasFailed && <StatusIndicator type="error">{t.failed}</StatusIndicator>}</div>
		</div>
	);
}

/** Flat as long as the loudness is unknown. */
function Waveform({ peaks, played }: { peaks: number[] | undefined; played: number }) {
	const bars = peaks ?? Array.from({ length: barCount }, () => 0.06);
	return (
		<svg viewBox={`0 0 ${bars.length * 2} 40`} preserveAspectRatio="none" aria-hidden="true">
			{bars.map((peak, index) => {
				const height = Math.max(2, peak * 38);
				const done = index / bars.length < played;
				return (
					<rect
						key={index}
						className={done ? "rk-done" : ""}
						x={index * 2}
						y={20 - height / 2}
						width={1.3}
						height={height}
					/>
				);
			})}
		</svg>
	);
}
