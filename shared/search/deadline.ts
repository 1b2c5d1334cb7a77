import { AppError } from "../platform/errors.ts";

/** A search is answered, or refused as too large, within this time; the gateway itself gives up after 30 seconds. */
const answerWithinMs = 20_000;
/** The longest wait when a service does not answer. */
const hurriedMs = 8000;
/** Before this share of the time has passed, a search's speed says little. */
const warmUp = 0.25;

/** Ends a search that cannot be answered in time, as early as this can be predicted. */
export class Deadline {
	private readonly startedAt = performance.now();
	private withinMs: number;
	private tooLate = tooLarge;
	private rearm = () => {};

	constructor(withinMs = answerWithinMs) {
		this.withinMs = withinMs;
	}

	/**
	 * Called when something does not answer: shortens the remaining time, after which the error is `unavailable`, not
	 * "too large".
	 */
	hurry(): void {
		this.withinMs = Math.min(this.withinMs, hurriedMs);
		this.tooLate = unavailable;
		this.rearm();
	}

	/**
	 * @param done which part of the work is done, from 0 to 1
	 * @throws AppError `over-limit` (search-too-large); `unavailable` after {@link hurry}
	 */
	check(done: number): void {
		const elapsed = performance.now() - this.startedAt;
		const expected = elapsed > warmUp * this.withinMs ? elapsed / Math.max(done, Number.EPSILON) : elapsed;
		if (Math.max(elapsed, expected) > this.withinMs) throw this.tooLate();
	}

	/**
	 * Returns the work's result unless it takes too long; abandoned work continues until it checks the deadline itself.
	 */
	async bound<T>(work: Promise<T>): Promise<T> {
		let timer: NodeJS.Timeout | undefined;
		const late = new Promise<never>((_, reject) => {
			this.rearm = () => {
				clearTimeout(timer);
				const leftMs = Math.max(0, this.withinMs - (performance.now() - this.startedAt));
				timer = setTimeout(() => reject(this.tooLate()), leftMs);
			};
			this.rearm();
		});
		try {
			return await Promise.race([work, late]);
		} finally {
			clearTimeout(timer);
			this.rearm = () => {};
		}
	}
}

function unavailable(): AppError {
	return new AppError("search-unavailable", "the table or the packs did not answer in time");
}

function tooLarge(): AppError {
	return new AppError("search-too-large", "the search would exceed its time limit");
}
