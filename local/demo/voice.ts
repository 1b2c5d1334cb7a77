import type { Random } from "./random.ts";

export const sampleRate = 8000;

/** First three formants, in hertz, of あ い う え お. */
const vowels = [
	[780, 1240, 2550],
	[320, 2250, 3000],
	[350, 1250, 2300],
	[500, 1900, 2550],
	[480, 850, 2450],
] as const;

const bandwidths = [90, 120, 180] as const;
/** Signs alternate; otherwise neighbouring formants would cancel each other out between their peaks. */
const gains = [0.8, -0.9, 0.6] as const;

/** A voice on the telephone: pitch in hertz, and the size of the vocal tract relative to a man's. */
export interface Speaker {
	pitch: number;
	tract: number;
	moraSeconds: number;
	loudness: number;
}

/**
 * Adds a phrase of vowels between consonant-like gaps and hisses to `out`, by a pulse train through three resonators.
 * No word of it can be understood, because it is only demonstration data.
 * @returns the sample after the phrase
 */
export function speak(random: Random, out: Float32Array, start: number, seconds: number, speaker: Speaker): number {
	const end = Math.min(out.length, start + Math.round(seconds * sampleRate));
	const filters = [new Resonator(), new Resonator(), new Resonator()] as const;
	let phase = 0;
	let at = start;
	while (at < end) {
		const length = Math.round(speaker.moraSeconds * (0.75 + random.next() * 0.6) * sampleRate);
		const vowel = random.pick(vowels);
		filters.forEach((filter, index) => {
			filter.tune((vowel[index] ?? 0) * speaker.tract, bandwidths[index] ?? 0);
		});
		const hiss = random.chance(0.35) ? 0.03 + random.next() * 0.05 : 0;
		const accent = 0.92 + random.next() * 0.2;
		for (let sample = 0; sample < length && at < end; sample++, at++) {
			// The melody of a statement: down over the phrase, with a little unsteadiness.
			const progress = (at - start) / (end - start);
			const pitch = speaker.pitch * accent * (1.12 - 0.25 * progress) * (1 + 0.01 * Math.sin(at / 260));
			phase += pitch / sampleRate;
			if (phase >= 1) phase -= 1;
			const position = sample / length;
			const voiced = Math.min(1, position * 7) * Math.min(1, (1 - position) * 6);
			const pulse = 1 - 2 * phase;
			const source = pulse * voiced + (position < 0.18 ? (random.next() - 0.5) * hiss * 8 : 0);
			let sum = 0;
			for (let index = 0; index < 3; index++) sum += (filters[index]?.next(source) ?? 0) * (gains[index] ?? 0);
			out[at] = (out[at] ?? 0) + sum * speaker.loudness;
		}
	}
	return end;
}

/** A two-pole resonator of unity gain at its peak (Klatt). */
class Resonator {
	private a = 0;
	private b = 0;
	private c = 0;
	private last = 0;
	private beforeLast = 0;

	tune(hertz: number, bandwidth: number): void {
		const radius = Math.exp((-Math.PI * bandwidth) / sampleRate);
		this.c = -radius * radius;
		this.b = 2 * radius * Math.cos((2 * Math.PI * Math.min(hertz, 3700)) / sampleRate);
		this.a = (1 - radius * radius) * 0.5;
	}

	next(input: number): number {
		const output = this.a * input + this.b * this.last + this.c * this.beforeLast;
		this.beforeLast = this.last;
		this.last = output;
		return output;
	}
}

/** A Japanese ringback or busy tone: 400 Hz, for ringback with a tremolo of 16 Hz. */
export function tone(out: Float32Array, start: number, seconds: number, kind: "ringback" | "busy"): void {
	const end = Math.min(out.length, start + Math.round(seconds * sampleRate));
	for (let at = start; at < end; at++) {
		const time = (at - start) / sampleRate;
		const tremble = kind === "ringback" ? 0.6 + 0.4 * Math.sin(2 * Math.PI * 16 * time) : 1;
		out[at] = (out[at] ?? 0) + 0.16 * tremble * Math.sin(2 * Math.PI * 400 * time);
	}
}
