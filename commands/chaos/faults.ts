import { type Random, seededRandom } from "../../local/demo/random.ts";

/** What may happen to one request of a function to an engine. */
const faultKinds = [
	/** Refused for its rate, by the service's own name for that. */
	"throttled",
	/** Answered with 500, in the service's own form. */
	"failed",
	/** Answered with a page that some box in between has made. */
	"not-json",
	/** Done, and its answer ends in the middle. */
	"cut",
	/** Done, and nothing comes back. */
	"lost",
	/** Not done, and nothing comes back. */
	"refused",
	/** Done or not, and nothing comes back while somebody waits. */
	"hung",
] as const;
export type FaultKind = (typeof faultKinds)[number];

/** How likely each fault is for one request, and for one invocation of a function that it dies between two requests. */
export type Weather = Partial<Record<FaultKind | "died", number>>;

/** What goes wrong, drawn from a seed, and how often it has. */
export class Faults {
	weather: Weather = {};
	readonly counts = new Map<string, number>();
	readonly #random: Random;

	constructor(seed: string) {
		this.#random = seededRandom(seed);
	}

	/** What happens to a request, if anything; it is counted. */
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
