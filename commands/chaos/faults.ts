import { type Random, seededRandom } from "../../local/demo/random.ts";

/** The faults that a function's request to an engine may meet. */
const faultKinds = [
	/** Throttled, with the service's own error. */
	"throttled",
	/** Answered with 500, in the service's own form. */
	"failed",
	/** Answered with the page of a middlebox. */
	"not-json",
	/** Executed, and the answer is cut off. */
	"cut",
	/** Executed, without an answer. */
	"lost",
	/** Not executed, without an answer. */
	"refused",
	/** Executed or not, without an answer until the caller gives up. */
	"hung",
] as const;
export type FaultKind = (typeof faultKinds)[number];

/** Probabilities: of each fault for a request, and of an invocation dying between two requests. */
export type Weather = Partial<Record<FaultKind | "died", number>>;

/** Draws faults from a seed, and counts them. */
export class Faults {
	weather: Weather = {};
	readonly counts = new Map<string, number>();
	readonly #random: Random;

	constructor(seed: string) {
		this.#random = seededRandom(seed);
	}

	/** Draws the fault of a request, if any, and counts it. */
	draw(service: string): FaultKind | undefined {
		let left = this.#random.next();
		for (const kind of faultKinds) {
			left -= this.weather[kind] ?? 0;
			if (left >= 0) continue;
			this.count(`${service}: ${kind}`);
			return kind;
		}
		return undefined;
	}

	/** How many requests an invocation makes before it dies; infinitely many for most. */
	drawRequestsToLive(): number {
		return this.#random.chance(this.weather.died ?? 0) ? this.#random.int(0, 12) : Number.POSITIVE_INFINITY;
	}

	chance(probability: number): boolean {
		return this.#random.chance(probability);
	}

	count(what: string): void {
		this.counts.set(what, (this.counts.get(what) ?? 0) + 1);
	}
}
