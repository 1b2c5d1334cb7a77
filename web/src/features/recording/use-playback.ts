import { useCallback, useEffect, useRef, useState } from "react";
import { type RecordingOf, useOpenRecording } from "../../api/call-histories.ts";
import { readPeaks } from "./waveform.ts";

export interface Playback {
	isPlaying: boolean;
	isLoading: boolean;
	hasFailed: boolean;
	/** Seconds. */
	position: number;
	peaks: number[] | undefined;
	toggle: () => void;
	seek: (seconds: number) => void;
}

/** The recording playing on this page; starting another pauses it. */
let sounding: HTMLAudioElement | undefined;

/** A recording is opened when it is first played, because each opening is recorded as an access. */
export function usePlayback(of: RecordingOf, rate: number, turn: number, onEnded: () => void): Playback {
	const open = useOpenRecording();
	const audio = useRef<HTMLAudioElement>(undefined);
	const [state, setState] = useState({ isPlaying: false, isLoading: false, hasFailed: false, position: 0 });
	const [peaks, setPeaks] = useState<number[]>();
	const ended = useRef(onEnded);
	ended.current = onEnded;
	const life = useRef(new AbortController());
	const set = useCallback((part: Partial<typeof state>) => setState((before) => ({ ...before, ...part })), []);

	useEffect(() => {
		const own = new AbortController();
		life.current = own;
		return () => {
			own.abort();
			audio.current?.pause();
			audio.current = undefined;
		};
	}, []);
	useEffect(() => {
		if (audio.current) audio.current.playbackRate = rate;
	}, [rate]);

	async function load(): Promise<HTMLAudioElement> {
		const { signal } = life.current;
		const { url } = await open(of, "inline");
		const element = new Audio(url);
		element.addEventListener("timeupdate", () => set({ position: element.currentTime }));
		element.addEventListener("play", () => {
			if (sounding !== element) sounding?.pause();
			sounding = element;
			set({ isPlaying: true });
		});
		element.addEventListener("pause", () => set({ isPlaying: false }));
		element.addEventListener("ended", () => {
			set({ isPlaying: false, position: element.duration });
			ended.current();
		});
		readPeaks(url, signal).then((found) => !signal.aborted && setPeaks(found));
		return element;
	}

	async function start(at?: number) {
		set({ isLoading: true, hasFailed: false });
		try {
			audio.current ??= await load();
			if (life.current.signal.aborted) return;
			audio.current.playbackRate = rate;
			if (at !== undefined) audio.current.currentTime = at;
			await audio.current.play();
			set({ isLoading: false });
		} catch {
			// The link may have expired: the next try gets a new one.
			audio.current = undefined;
			set({ isLoading: false, isPlaying: false, hasFailed: true });
		}
	}

	const startNext = useRef(start);
	startNext.current = start;
	useEffect(() => {
		if (turn > 0) void startNext.current(0);
	}, [turn]);

	return {
		...state,
		peaks,
		toggle: () => (state.isPlaying ? audio.current?.pause() : void start()),
		seek(seconds) {
			set({ position: seconds });
			if (audio.current) audio.current.currentTime = seconds;
			else void start(seconds);
		},
	};
}
