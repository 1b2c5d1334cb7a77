/** As many bars as can be distinguished on a wide screen. */
export const barCount = 240;
/** An hour of telephone audio; decoding more would take long, and much memory. */
const maxBytes = 60_000_000;

/**
 * The loudness of a recording in equal parts, from 0 to 1.
 * @returns undefined if the browser cannot decode it: the player works without
 */
export async function readPeaks(url: string, signal: AbortSignal): Promise<number[] | undefined> {
	try {
		const response = await fetch(url, { signal });
		if (!response.ok || Number(response.headers.get("content-length")) > maxBytes) return undefined;
		// An offline context needs no sound device, and no gesture of the user's. 8,000 Hz is what a telephone carries.
		const context = new OfflineAudioContext(1, 1, 8000);
		const audio = await context.decodeAudioData(await response.arrayBuffer());
		return peaksOf(audio.getChannelData(0));
	} catch {
		return undefined;
	}
}

function peaksOf(samples: Float32Array): number[] {
	const width = Math.max(1, Math.floor(samples.length / barCount));
	const peaks = Array.from({ length: barCount }, (_, bar) => {
		// The mean of each part, not its peak: speech peaks everywhere, and users look for pauses.
		let sum = 0;
		for (let at = bar * width; at < (bar + 1) * width; at += 4) sum += (samples[at] ?? 0) ** 2;
		return Math.sqrt((4 * sum) / width);
	});
	const loudest = Math.max(0.01, ...peaks);
	return peaks.map((peak) => peak / loudest);
}
