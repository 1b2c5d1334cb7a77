/** Random numbers that are the same on every machine for the same seed (mulberry32, seeded by an FNV-1a hash). */
export interface Random {
	/** 0 ≤ x < 1 */
	next(): number;
	chance(probability: number): boolean;
	/** A whole number, both bounds included. */
	int(from: number, to: number): number;
	pick<T>(list: readonly T[]): T;
	weighted<T>(choices: readonly (readonly [T, number])[]): T;
	logNormal(median: number, sigma: number): number;
	digits(count: number): string;
}

export function seededRandom(seed: string): Random {
	let state = 2166136261;
	for (const char of seed) state = Math.imul(state ^ (char.codePointAt(0) ?? 0), 16777619);

	function next(): number {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
	}
	const int = (from: number, to: number) => from + Math.floor(next() * (to - from + 1));

	return {
		next,
		int,
		chance: (probability) => next() < probability,
		pick: (list) => at(list, int(0, list.length - 1)),
		weighted: (choices) => {
			let left = next() * choices.reduce((sum, [, weight]) => sum + weight, 0);
			for (const [choice, weight] of choices) {
				left -= weight;
				if (left < 0) return choice;
			}
			return at(choices, choices.length - 1)[0];
		},
		// The sum of twelve uniform numbers is close enough to normal, and avoids Math.log, whose last digits vary.
		logNormal: (median, sigma) => {
			let normal = -6;
			for (let i = 0; i < 12; i++) normal += next();
			return median * Math.exp(sigma * normal);
		},
		digits: (count) => {
			let digits = "";
			for (let place = 0; place < count; place++) digits += int(0, 9);
			return digits;
		},
	};
}

function at<T>(list: readonly T[], index: number): T {
	const found = list[index];
	if (found === undefined) throw new RangeError("nothing to choose from");
	return found;
}
