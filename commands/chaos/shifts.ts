import { setTimeout as sleep } from "node:timers/promises";

/** Endless work that can be paused. */
export class Shifts {
	#resting: PromiseWithResolvers<void> | undefined;
	#ended = false;
	readonly #loops: Promise<void>[] = [];
	#busy = 0;

	/** Repeats something, with a pause in between. */
	keepOn(act: () => Promise<void>, pauseMs: number): void {
		this.#loops.push(this.#loop(act, pauseMs));
	}

	/** Resolves when all current steps have ended; none begins until `goOn`. */
	async rest(): Promise<void> {
		this.#resting ??= Promise.withResolvers();
		while (this.#busy > 0) await sleep(20);
	}

	goOn(): void {
		this.#resting?.resolve();
		this.#resting = undefined;
	}

	async end(): Promise<void> {
		this.#ended = true;
		this.goOn();
		await Promise.all(this.#loops);
	}

	async #loop(act: () => Promise<void>, pauseMs: number): Promise<void> {
		while (!this.#ended) {
			await this.#resting?.promise;
			if (this.#ended) return;
			this.#busy++;
			await act().finally(() => this.#busy--);
			await sleep(pauseMs);
		}
	}
}
