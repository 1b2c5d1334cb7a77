const headerBytes = 58;
const formatMuLaw = 7;

/** One channel of samples within ±1 as a WAVE file of 8-bit µ-law, as telephone recorders write it. */
export function encodeWave(samples: Float32Array, sampleRate: number): Uint8Array<ArrayBuffer> {
	// A chunk of odd length is followed by a byte that its size does not count.
	const file = new Uint8Array(headerBytes + samples.length + (samples.length % 2));
	const view = new DataView(file.buffer);
	const text = (at: number, chars: string) => {
		for (let index = 0; index < chars.length; index++) view.setUint8(at + index, chars.charCodeAt(index));
	};
	text(0, "RIFF");
	view.setUint32(4, file.length - 8, true);
	text(8, "WAVEfmt ");
	view.setUint32(16, 18, true);
	view.setUint16(20, formatMuLaw, true);
	view.setUint16(22, 1, true);
	view.setUint32(24, sampleRate, true);
	view.setUint32(28, sampleRate, true);
	view.setUint16(32, 1, true);
	view.setUint16(34, 8, true);
	view.setUint16(36, 0, true);
	text(38, "fact");
	view.setUint32(42, 4, true);
	view.setUint32(46, samples.length, true);
	text(50, "data");
	view.setUint32(54, samples.length, true);
	for (let at = 0; at < samples.length; at++) file[headerBytes + at] = muLaw(samples[at] ?? 0);
	return file;
}

/** ITU-T G.711 */
function muLaw(sample: number): number {
	const sign = sample < 0 ? 0x80 : 0;
	const magnitude = Math.min(32635, Math.round(Math.abs(sample) * 32767)) + 132;
	const exponent = 24 - Math.clz32(magnitude);
	const mantissa = (magnitude >> (exponent + 3)) & 0x0f;
	return ~(sign | (exponent << 4) | mantissa) & 0xff;
}
