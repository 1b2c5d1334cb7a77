import { companyNames, foreignNames, givenNames, surnames } from "./names.ts";
import type { Random } from "./random.ts";

export interface Customer {
	customerId: string;
	name?: string;
	kana?: string;
	phone: string;
	remarks?: string;
}

const remarks = [
	"平日午前を希望",
	"平日夕方以降を希望",
	"土曜のみ可",
	"定期3回目",
	"定期１２回以上・優良顧客",
	"ＤＭ不要",
	"メールでの連絡を希望",
	"耳が遠い。ゆっくり話すこと",
	"過去にクレームあり",
	"資料送付済み",
	"家族と同居",
	"法人契約（請求書払い）",
	"紹介: ㈱みどり商店様",
	"誕生日月クーポン未使用",
	"ﾎﾟｲﾝﾄ失効間近",
	"支払方法：代引き\n配送：置き配可",
];

const areaCodes = ["03", "03", "03", "06", "06", "011", "022", "045", "048", "052", "075", "078", "082", "092", "0985"];

export function newCustomer(random: Random, number: number): Customer {
	const customer: Customer = { customerId: `cu-${String(number).padStart(6, "0")}`, phone: phone(random) };
	// Not all lists are well kept: some rows have no kana, and a few only a number.
	if (!random.chance(0.008)) {
		const { name, kana } = fullName(random);
		customer.name = name;
		if (!random.chance(0.02)) customer.kana = kana;
	}
	if (random.chance(0.45)) customer.remarks = random.pick(remarks);
	return customer;
}

function fullName(random: Random): { name: string; kana: string } {
	if (random.chance(0.02)) return random.pick(foreignNames);
	if (random.chance(0.01)) return random.pick(companyNames);
	const surname = random.pick(surnames);
	const given = random.pick(givenNames);
	const gap = random.weighted([
		[" ", 90],
		["　", 7],
		["", 3],
	] as const);
	return { name: `${surname.name}${gap}${given.name}`, kana: `${surname.kana}${gap}${given.kana}` };
}

/** Unassigned numbers: no number in use has a 0 after 090, 070 or 050, or a 1 after an area code. */
function phone(random: Random): string {
	if (random.chance(0.28)) {
		const area = random.pick(areaCodes);
		return `${area}1${random.digits(9 - area.length)}`;
	}
	const prefix = random.weighted([
		["090", 6],
		["070", 3],
		["050", 1],
	] as const);
	return `${prefix}0${random.digits(7)}`;
}
