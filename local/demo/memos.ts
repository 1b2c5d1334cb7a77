import { jstDate, jstHour, startOfJstDate } from "../../shared/time/model.ts";
import type { Random } from "./random.ts";

/** Outcomes of answered calls; each campaign has its own labels for them. */
export type Outcome = "contract" | "considering" | "refused" | "cancel" | "absent" | "wrong" | "answered" | "complaint";

const slots = {
	family: ["奥様", "ご主人", "お母様", "お父様", "娘様", "息子様", "お嫁様", "同居のご家族"],
	day: ["月曜", "火曜", "水曜", "木曜", "金曜", "土曜", "週明け", "月末", "給料日明け"],
	time: ["午前中", "13時以降", "１４時〜１６時", "夕方", "18時半頃", "19時過ぎ", "お昼休み（１２時台）", "20時まで"],
	reason: [
		"今のもので足りている",
		"他社と比較中",
		"家計を見直している",
		"以前試して合わなかった",
		"年金暮らしで余裕がない",
		"先月よそで契約したばかり",
		"引っ越しを控えている",
		"電話での契約はしない方針",
		"必要性を感じない",
	],
	reaction: [
		"感触良い",
		"やや警戒されている",
		"終始穏やか",
		"お急ぎの様子",
		"質問多数、関心高い",
		"あまり聞いていただけず",
		"お耳が遠いのでゆっくり話す",
	],
	material: ["料金表", "パンフレット", "申込書一式", "重要事項説明書", "比較資料", "お試しセット"],
	amount: ["2,980円", "３，９８０円", "月額1,650円（税込）", "初回500円", "5,400円/月", "年払い 19,800円"],
	count: ["2", "3", "２", "３", "4"],
	address: ["港区のご実家", "新住所（札幌市）", "会社宛", "ご自宅", "マンション管理室預け"],
	score: ["満足", "やや満足", "ふつう", "やや不満", "5点満点中4", "５点中３", "10点中9点"],
	opinion: [
		"届くのが早くて助かる",
		"箱が大きすぎて捨てるのが大変",
		"味は良いが続けるには高い",
		"サポートの電話がつながりにくい",
		"説明書の字が小さい",
		"家族にも勧めたい",
		"ポイントの使い方が分からない",
	],
	partner: ["㈱アクメ物流", "コールバック班", "㈱東日本サービス", "後方支援チーム", "主任"],
	mark: ["", "", "", "", "", "◎", "★要フォロー", "😊", "🙏", "(^^)", "☎折返し希望", "‼", "①②済"],
};

const bodies: Record<Outcome, readonly string[]> = {
	contract: [
		"{product}を{count}か月コースでご成約。{amount}。書類のお届け先は{address}、{day}着希望。{mark}",
		"{product}のご意向を確認、{amount}でご納得。{family}にも確認済み。{material}を本日発送。",
		"即決。{reaction}。\nお支払い：クレジットカード\n書類：{day}・{time}指定\n{mark}",
		"ｸﾚｼﾞｯﾄｶｰﾄﾞでのお支払い希望。{product}　{amount}　ご本人様確認（生年月日）ＯＫ。{mark}",
		"{product}、ご了承をいただく。{amount}、次回のご連絡は{count}か月後を希望。",
	],
	considering: [
		"{material}を送付。〜到着後にご検討いただく。{reaction}。{mark}",
		"「{reason}」とのことだが、{product}には関心あり。{amount}なら前向き。{mark}",
		"{family}と相談したいとのこと。{material}を改めてお送りする。{reaction}。",
		"・{material}は到着済み\n・まだ目を通していない\n・{product}の料金（{amount}）だけ口頭でご説明{mark}",
	],
	refused: [
		"「{reason}」とのことで今回は見送り。{reaction}。",
		"お断り。理由：{reason}。{material}の送付も不要。",
		"{product}の説明途中で「{reason}」とお断り。今後の電話は構わないとのこと。{mark}",
		"ｷｬﾝﾍﾟｰﾝの案内のみ。{reason}とのこと。半年後なら検討可。",
		"＝お断り＝ {reason}。強い拒否ではない。",
	],
	cancel: [
		"解約のお申し出。「{reason}」とのこと。{partner}へ引き継ぎ、{day}に手続きのご案内。",
		"{product}を解約希望。休止（{count}か月）をご提案したがご意向変わらず。{mark}",
		"解約受付。最終お届けは今月分、違約金なしをご案内。{reaction}。",
	],
	absent: [
		"{family}が応答。ご本人様は不在。{reaction}。",
		"{family}より「{time}にかけ直してほしい」。用件は伝えず。",
		"ご本人様外出中。{family}応対、帰宅時間は分からないとのこと。{mark}",
	],
	wrong: [
		"番号違い。{count}年前からこの番号とのこと。リスト修正を{partner}に依頼済み。",
		"別の方が応答。お名前に心当たりなし。丁重にお詫びして終話。",
		"会社の代表番号だった。該当者なし。要リスト確認。",
	],
	answered: [
		"総合満足度：{score}。「{opinion}」とのお声。",
		"Q1 {score} / Q2 {score} / Q3 {score}。自由意見：{opinion}。{mark}",
		"ご回答完了（約{count}分）。{opinion}。{reaction}。",
		"{reaction}。「{opinion}」。{product}についてもご案内済み。",
	],
	complaint: [
		"お叱り。「何度もかけてくるな」とのこと。お詫びし、{partner}へ報告。発信停止を希望。",
		"【要対応】請求額{amount}について説明を求められる。{partner}で確認のうえご案内。",
		"前回担当者の言葉遣いへのご不満。傾聴しお詫び。{reaction}。SVへエスカレーション済み。",
	],
};

/** For agreed callbacks; `{when}` is the time. */
const promises = [
	"{when}に再架電のお約束。{reaction}。{mark}",
	"{family}と相談のうえお返事いただけるとのこと。{when}に改めてお電話する。",
	"運転中のため途中で終話。{when}なら話せるとのこと。{reaction}。",
	"・{material}は到着済み\n・{product}の説明は次回\n・{when}に改めてお電話する約束{mark}",
	"会議中。折返しではなく当方から{when}に再連絡を希望。㈱の代表番号ではなく携帯へ。",
	"{material}を送付。〜{when}に再度連絡。{mark}",
];
const promisesOfFamily = [
	"{family}が応答。ご本人様は{when}なら在宅とのこと。",
	"{family}より「{when}にかけ直してほしい」。用件は伝えず。{mark}",
];
const nobody = [
	"留守番電話。メッセージは残さず終話。",
	"応答後すぐに切断。電波状況が悪い可能性あり。",
	"無言のまま切れる。時間帯を変えて再架電。",
];

const addenda = [
	"担当変更の可能性あり。",
	"次回は{material}を手元に置いてお話しする。",
	"連絡先は携帯を優先、固定電話は{family}が出るため注意。",
	"{amount}の根拠を聞かれたので、次回までに確認する。",
	"=前回メモ参照=",
	"※{time}は家事のため避ける。",
];

export interface MemoSubject {
	outcome: Outcome;
	products: readonly string[];
	talkedWith: "self" | "other" | undefined;
	/** Epoch milliseconds. */
	redialAt: number | undefined;
}

export function memo(random: Random, subject: MemoSubject): string {
	const fill = filler(random, subject);
	if (random.chance(0.0008)) return longMemo(random, fill);
	let text = fill(templatesFor(subject));
	if (random.chance(0.3)) text += fill(addenda);
	// Beginnings that a spreadsheet would read as a formula: the CSV has to protect them.
	if (random.chance(0.02)) text = `${random.pick(["- ", "＝", "=", "+1件 ", "@"])}${text}`;
	return text.trim();
}

function templatesFor({ outcome, talkedWith, redialAt }: MemoSubject): readonly string[] {
	if (redialAt === undefined) return talkedWith ? bodies[outcome] : nobody;
	if (outcome === "considering") return promises;
	return outcome === "absent" ? promisesOfFamily : bodies[outcome];
}

type Fill = (templates: readonly string[]) => string;

function filler(random: Random, { products, redialAt }: MemoSubject): Fill {
	const choices = { ...slots, product: products, when: [redialAt === undefined ? "後日" : spoken(redialAt)] };
	return (templates) =>
		random
			.pick(templates)
			.replace(/\{(\w+)\}/g, (_, slot: string) => random.pick(choices[slot as keyof typeof choices] ?? [""]));
}

/** `11/25(水)10時半` */
function spoken(time: number): string {
	const date = jstDate(time);
	const weekday = "日月火水木金土"[new Date(date).getUTCDay()];
	const half = (time - startOfJstDate(date)) % 3_600_000 > 0 ? "半" : "";
	return `${Number(date.slice(5, 7))}/${Number(date.slice(8))}(${weekday})${jstHour(time)}時${half}`;
}

/** A complaint in detail: about 2,000 characters. */
function longMemo(random: Random, fill: Fill): string {
	const lines = ["【経緯】以下、お客様のお話を時系列で記録。"];
	for (let step = 1; step <= 45; step++) {
		const said = fill(random.chance(0.5) ? bodies.cancel : bodies.complaint).replaceAll("\n", " ");
		lines.push(`${step}. ${said}`);
	}
	return [...lines, "以上。詳細は録音を参照のこと。"].join("\n");
}
