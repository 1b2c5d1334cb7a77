/** A person's choices, stored in this browser. If storage is full or forbidden, only the choice is lost. */
export function readKept<T>(name: string, otherwise: T): T {
	try {
		const text = localStorage.getItem(`rireki.${name}`);
		return text === null ? otherwise : JSON.parse(text);
	} catch {
		return otherwise;
	}
}

export function writeKept(name: string, value: unknown): void {
	try {
		localStorage.setItem(`rireki.${name}`, JSON.stringify(value));
	} catch {
		// See above.
	}
}
