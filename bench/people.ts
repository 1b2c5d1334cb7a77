import type { Random } from "../local/demo/random.ts";
import { givenNameParts, type NamePart } from "./given-names.ts";
import { bearers, surnames } from "./surnames.ts";

export interface Person {
	name: string;
	kana: string;
	phone: string;
}

/** Percentages: of names written in kana, and of old-fashioned names used only by older people. */
const kanaShare = 0.04;
const mobileShare = 0.72;
const areaCodes = ["03", "03", "03", "06", "06", "011", "022", "045", "048", "052", "075", "078", "082", "092", "0985"];
const mobiles = ["090", "090", "080", "080", "080", "070", "050"];

const pickSurname = chooser(surnames, (_, rank) => bearers(rank));
// The most frequent part is about ten times as frequent as the last, so that no name is shared by more than one person
// in two hundred.
const usual = (_: NamePart, rank: number) => 1 / (rank + 10);
const pickMale = {
	first: chooser(givenNameParts.male.first, usual),
	second: chooser(givenNameParts.male.second, usual),
};
const pickFemale = {
	first: chooser(givenNameParts.female.first, usual),
	second: chooser(givenNameParts.female.second, usual),
};

/** A person: a surname by its real frequency, a given name, and a number. */
export function somebody(random: Random): Person {
	const surname = pickSurname(random);
	const parts = random.chance(0.5) ? pickMale : pickFemale;
	const [first, second] = [parts.first(random), parts.second(random)];
	const kana = first.kana + second.kana;
	const given = random.chance(kanaShare) ? kana : first.name + second.name;
	return { name: `${surname.name} ${given}`, kana: `${surname.kana} ${kana}`, phone: phoneOf(random) };
}

function phoneOf(random: Random): string {
	const start = random.chance(mobileShare) ? random.pick(mobiles) : random.pick(areaCodes);
	const digits = mobiles.includes(start) ? 8 : 10 - start.length;
	return start + String(Math.floor(random.next() * 10 ** digits)).padStart(digits, "0");
}

/** Chooses by weight. */
export function chooser<T>(values: readonly T[], weightOf: (value: T, rank: number) => number): (random: Random) => T {
	let sum = 0;
	const ends = values.map((value, rank) => {
		sum += weightOf(value, rank);
		return sum;
	});
	return (random) => {
		const place = random.next() * sum;
		let [low, high] = [0, ends.length - 1];
		while (low < high) {
			const middle = (low + high) >> 1;
			if ((ends[middle] as number) > place) high = middle;
			else low = middle + 1;
		}
		return values[low] as T;
	};
}
