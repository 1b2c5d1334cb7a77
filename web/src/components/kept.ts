/** What a person has chosen, in this browser. A full or forbidden storage loses the choice and nothing else. */
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
