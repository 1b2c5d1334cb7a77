import type { Random } from "../local/demo/random.ts";
import { surnames } from "./surnames.ts";

// Prose as agents write it, composed word by word. The demonstration's memos are whole sentences from a short list, and
// pack to a quarter of the size of these.

const words = (text: string) => text.trim().split(/\s+/);

const people = words(`
ご本人 ご本人様 奥様 ご主人 お母様 お父様 娘さん 息子さん ご長男 ご次女 お嫁さん お孫さん 同居のご家族 ご両親 妹さん 兄弟 大家さん 会社の方 受付の女性
担当の方 留守番の方 ヘルパーさん 社長 経理の方 ご親戚 隣の方 管理人`);
const things = words(`
料金 料金表 資料 パンフレット 申込書 重要事項 契約内容 次回のお届け 定期コース お試しセット 解約の手続き 支払い方法 口座振替 クレジット 請求書 領収書 明細 住所変更
名義変更 ポイント クーポン 割引 キャンペーン 他社のプラン 他社の見積り 今の契約 回線 工事の日程 機器の返却 保証 違約金 更新月 成分 効き目 味 容量 在庫 配送日 置き配 再配達
返品 交換 初期設定 アプリ ログイン パスワード メールの登録 手紙 保険証券 更新書類 診断書 受取人 保険料 見直し 特約 年金 ローン 金利 繰上げ 引っ越し先 駐車場 エアコン 浄水器 太陽光 蓄電池
電気代 ガス代 スマホ タブレット 検査結果 予約 車検 タイヤ 査定 修理 点検 フィルター`);
const doings = words(`
を説明 をご案内 を再度ご案内 に関心あり には関心なし は不要 を検討したい を比較中 を確認したい を送ってほしい が届いていない が分からない が高い が安くなれば考える が気になる を忘れていた
を変更したい をやめたい を続けたい を増やしたい を減らしたい を間違えた で困っている でお怒り に満足 に不満 は家族に任せている は来月まで待つ は先週済んだ は手続き中 はまだ見ていない は捨てた
を探してもらう を読んでもらう を聞かれたので回答 を聞かれ即答できず のお礼を言われる の件でお詫び の件は上司に確認 の件は店舗へ のことは知らない の電話はもう要らない をお預かり を取り寄せ を急いでいる
は諦めた は保留 を二つ希望 を一つだけ希望 は半年後なら は年明けなら は子どもが生まれたら を控えている に変えたばかり と一緒なら がないと困る だけなら可`);
const states = words(`
運転中 会議中 食事中 入浴中 通院中 入院中 出張中 外出中 仕事中 就寝中 来客中 子どもの迎え 雨で外に出られない 耳が遠い 声が小さい 早口 忙しそう 機嫌がよい 急いでいた 警戒された 話好き 丁寧な方
無言 すぐ切れた 途中で切れた 電波が悪い 笑っていた 風邪気味 お葬式の直後 引っ越し直後 退職された 転職したばかり 年金暮らし 一人暮らし 単身赴任 育児中 介護中`);
const next = words(`
折り返し待ち 当方から再度 再架電 再連絡 携帯へ 固定電話へ 書面で メールで 留守電に 別の者から 担当者から 同じ担当で 男性の担当で 女性の担当で 時間厳守 急がない 必ず 念のため できれば 着信だけ残す`);
const endings = words(`とのこと とのこと とのこと ようだ 由 らしい そうです です 希望 予定 済 中`);
const weekdays = [..."月火水木金土日"];

/** An agent's memo about a call: about 32 characters. */
export function prose(random: Random): string {
	let text = sentence(random);
	for (const further of [0.85, 0.5, 0.25]) if (random.chance(further)) text += sentence(random);
	return text.trim();
}

function sentence(random: Random): string {
	const ends = () =>
		(random.chance(0.6) ? random.pick(endings) : "") + random.pick(["。", "。", "。", "、", "\n", " "]);
	const kind = random.next();
	if (kind < 0.2) return random.pick(states) + ends();
	const who = random.chance(0.35) ? `${random.pick(people)}${random.pick(["は", "が", "より", "、"])}` : "";
	if (kind < 0.45) return `${who}${moment(random)}${random.pick(next)}${ends()}`;
	const name = random.chance(0.05) ? `${random.pick(surnames).name}様の` : "";
	return `${who}${name}${random.pick(things)}${random.pick(doings)}${ends()}`;
}

function moment(random: Random): string {
	const hour = `${random.int(9, 20)}時${random.chance(0.3) ? "半" : ""}`;
	const kind = random.next();
	if (kind < 0.35) return `${random.int(1, 12)}/${random.int(1, 28)}(${random.pick(weekdays)})${hour}に`;
	if (kind < 0.6) return `${random.pick(weekdays)}曜の${random.pick(["午前", "午後", "夕方", "昼", hour])}に`;
	return `${hour}${random.pick(["以降", "過ぎ", "頃", "まで", "から"])}`;
}
