import { type Random, seededRandom } from "./random.ts";
import { type Speaker, sampleRate, speak, tone } from "./voice.ts";
import { encodeWave } from "./wave.ts";

/**
 * A dozen conversations stand for all recorded calls: a call has the length of one of them, so that length and playback
 * agree, and many calls share an object. Removing the object of one call removes it for the others.
 */
export const recordings = [15, 24, 35, 48, 62, 78, 95, 115, 140, 170, 205, 240].map((seconds, index) => ({
	number: index + 1,
	seconds,
}));
export const recordingContentType = "audio/wav";

export function demoRecordingKey(tenantId: string, number: number): string {
	return `${tenantId}/demo/recording-${String(number).padStart(2, "0")}.wav`;
}

/** The recording nearest in length; undefined for a call that is longer than any of them. */
export function recordingOf(seconds: number): { number: number; seconds: number } | undefined {
	const nearest = recordings.reduce((best, one) =>
		Math.abs(one.seconds - seconds) < Math.abs(best.seconds - seconds) ? one : best,
	);
	return seconds > nearest.seconds * 1.5 ? undefined : nearest;
}

/** A WAVE file of a call: ringing, an answer, two people taking turns, hanging up. */
export function synthesize({ number, seconds }: { number: number; seconds: number }): Uint8Array<ArrayBuffer> {
	const random = seededRandom(`recording ${number}`);
	const out = new Float32Array(seconds * sampleRate);
	const hangUp = out.length - Math.round(1.6 * sampleRate);
	tone(out, sampleRate / 4, 1, "ringback");
	if (seconds > 30) tone(out, 3.25 * sampleRate, 1, "ringback");
	converse(random, out, Math.round((seconds > 30 ? 4.6 : 1.6) * sampleRate), hangUp);
	for (const at of [0.2, 1]) tone(out, hangUp + Math.round(at * sampleRate), 0.45, "busy");
	throughTelephone(random, out);
	return encodeWave(out, sampleRate);
}

function converse(random: Random, out: Float32Array, from: number, to: number): void {
	const woman: Speaker = { pitch: 205 + random.int(0, 30), tract: 1.16, moraSeconds: 0.125, loudness: 1 };
	const man: Speaker = { pitch: 108 + random.int(0, 25), tract: 1, moraSeconds: 0.14, loudness: 0.8 };
	const [agent, customer] = random.chance(0.6) ? [woman, man] : [man, woman];
	const samples = (least: number, most: number) => Math.round((least + random.next() * (most - least)) * sampleRate);
	// The customer says もしもし; from then on the agent talks more.
	let at = speak(random, out, from, 0.6, customer) + samples(0.3, 0.6);
	let turn = agent;
	while (at < to) {
		const phrases = turn === agent ? random.int(1, 4) : random.int(1, 2);
		for (let phrase = 0; phrase < phrases && at < to; phrase++) {
			const seconds = turn === agent ? 0.8 + random.next() * 2 : 0.4 + random.next() * 1.4;
			at = speak(random, out, at, Math.min(seconds, (to - at) / sampleRate), turn) + samples(0.12, 0.4);
			if (turn === agent && random.chance(0.3) && at + sampleRate < to) {
				speak(random, out, at - Math.round(0.1 * sampleRate), 0.25, { ...customer, loudness: 0.5 });
			}
		}
		at += samples(0.25, 0.8);
		turn = turn === agent ? customer : agent;
	}
}

/** The band of a telephone line, 300–3,400 Hz, and its hiss; the loudest sample reaches 70 % of the range. */
function throughTelephone(random: Random, out: Float32Array): void {
	const highPass = Math.exp((-2 * Math.PI * 300) / sampleRate);
	let [before, high, low, peak] = [0, 0, 0, 0];
	for (let at = 0; at < out.length; at++) {
		const sample = out[at] ?? 0;
		high = highPass * (high + sample - before);
		before = sample;
		low += 0.85 * (high - low);
		out[at] = low;
		peak = Math.max(peak, Math.abs(low));
	}
	for (let at = 0; at < out.length; at++) {
		out[at] = ((out[at] ?? 0) / peak) * 0.7 + (random.next() - 0.5) * 0.006;
	}
}
