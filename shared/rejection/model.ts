/** The reasons for rejecting an event, and what its sender can do about it; docs/events.md and the events show them. */
export const remedies = {
	"not-json": {
		ja: "本文を UTF-8 の JSON にして、イベントを送り直してください。",
		en: "Encode the body as JSON in UTF-8, and send the event again.",
	},
	"invalid-event": {
		ja: "detail に示された項目を docs/events/のスキーマに合わせて直し、同じ id で送り直してください。",
		en:
			"Correct the members named in the detail according to the schema in docs/events/, and send the event again " +
			"with the same id.",
	},
	"campaign-mismatch": {
		ja: "バッチの属するキャンペーンの campaignId に直すか、バッチのイベントを先に訂正してから、送り直してください。",
		en: "Set the campaign that the batch belongs to, or correct the batch's own event first, and send the call again.",
	},
	"call-id-taken": {
		ja: "別の通話には別の callId を付けて、送り直してください。callId はテナント内で一意です。",
		en: "Give each call its own callId, unique in the tenant, and send the call again.",
	},
	"time-ahead": {
		ja: "送信側の時計とタイムゾーンを確かめ、時刻を直して送り直してください。",
		en: "Check the sender's clock and time zone, correct the time, and send the event again.",
	},
	"foreign-object-key": {
		ja: "録音を自テナントのフォルダ（tenantid/…）に保存し直し、その objectKey で送り直してください。",
		en: "Store the recording in the tenant's own folder (tenantid/…), and announce it with that objectKey.",
	},
	"too-many-recordings": {
		ja: "1 件の通話の録音は 50 件までです。録音を 1 つにまとめるか、不要なものは通知しないでください。",
		en: "A call can have at most fifty recordings: join some of them, or do not announce those that are not needed.",
	},
	"recording-gone": {
		ja: "録音を保存し直してから、削除の 15 分後以降の time で改めて通知してください。",
		en: "Store the recording again, and announce it with a time at least a quarter of an hour after its removal.",
	},
	"recording-being-removed": {
		ja: "録音を保存し直してから、改めて通知してください。",
		en: "Store the recording again, and announce it again.",
	},
	"retention-over": {
		ja: "バッチの終了から 90 日を過ぎた通話は保存できません。終了日が誤りなら、バッチを訂正してから送り直してください。",
		en:
			"Calls are kept until 90 days after their batch's end. If that end is wrong, correct the batch, and then send " +
			"the call again.",
	},
	"batch-unknown": {
		ja: "バッチのイベント（rireki.batch.saved.v1）を送ってから、通話を送り直してください。",
		en: "Send the batch (rireki.batch.saved.v1), and then the call again.",
	},
	"call-unknown": {
		ja: "通話のイベント（rireki.call.completed.v1）を送ってから、録音の通知を送り直してください。",
		en: "Send the call (rireki.call.completed.v1), and then announce the recording again.",
	},
	"tenant-removed": {
		ja: "削除されたテナントのイベントは破棄されます。送信を止めるか、新しい time の rireki.tenant.saved.v1 を先に送ってください。",
		en:
			"Events of a removed tenant are dropped: stop sending them, or first send a rireki.tenant.saved.v1 with a " +
			"later time.",
	},
	"record-erased": {
		ja: "この通話の応対履歴は、本人の請求などにより消去されました。送り直しても取り込まれません。送信を止めてください。",
		en:
			"This call's record was erased for good, for example at the person's request, and will not be taken in again. " +
			"Stop sending it.",
	},
} as const;

export type Reason = keyof typeof remedies;
export const reasons = Object.keys(remedies) as [Reason, ...Reason[]];

/** What was done with a value that was not accepted as it was sent; `kept` if it refers to something unknown. */
export const fates = ["left-out", "cut", "replaced", "swapped", "kept"] as const;

/** A remark on an accepted event: where, why, and what was done; never the value itself. */
export interface Note {
	/** `/data/email` */
	pointer: string;
	code: string;
	became: (typeof fates)[number];
}
