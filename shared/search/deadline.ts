import { AppError } from "../platform/errors.ts";

/** A search is answered within this time, or told that it is too large for that; the gateway itself gives up after 30 seconds. */
const answerWithinMs = 20_000;
/** Before this part of the time is over, how fast a search goes on says little. */
const warmUp = 0.25;

/** Ends a search that cannot be answered in time, as early as that can be told. */
export class Deadline {
	private readonly startedAt = performance.now();
	private readonly withinMs: number;

	constructor(withinMs = answerWithinMs) {
		this.withinMs = withinMs;
	}

	/**
	 * @param done which part of the work is done, from 0 to 1
	 * @throws AppError `over-limit` (search-too-large)
	 */
	check(done: number): void {
		const elapsed = performance.now() - this.startedAt;
		const expected = elapsed > warmUp * this.withinMs ? elapsed / Math.max(done, Number.EPSILON) : elapsed;
		if (Math.max(elapsed, expected) > this.withinMs) throw tooLarge();
	}

	/** Hands on what some work gives, unless it takes too long; then the work goes on for nobody until it looks here itself. */
	async bound<T>(work: Promise<T>): Promise<T> {
		let timer: NodeJS.Timeout | undefined;
		const late = new Promise<never>((_, reject) => {
			timer = setTimeout(() => reject(tooLarge()), this.withinMs - (performance.now() - this.startedAt));
		});
		try {
			return await Promise.race([work, late]);
		} finally {
			clearTimeout(timer);
		}
	}
}

function tooLarge(): AppError {
	return new AppError("over-limit", "search-too-large", "the search would take longer than it may");
}
