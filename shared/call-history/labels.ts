import type { CallHistory, TalkedWith } from "./model.ts";

/** The words of the screen and the CSV for coded values. */
export const talkedWithLabels: Record<TalkedWith, string> = { self: "本人", other: "その他" };

export const nextActionLabels: Record<CallHistory["nextAction"]["type"], string> = {
	continue: "自動発信継続",
	redial: "再発信日時設定",
	done: "完了",
};

/** `0:03:04` */
export function displayDuration(seconds: number): string {
	const minutes = Math.floor(seconds / 60);
	const two = (value: number) => String(value).padStart(2, "0");
	return `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(seconds % 60)}`;
}
