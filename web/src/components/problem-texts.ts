import { ApiProblem, Unreachable } from "../api/problem.ts";
import { useTexts } from "./language.tsx";

const texts = {
	ja: {
		offline: "オフラインです。ネットワーク接続を確認してから、もう一度お試しください。",
		unreachable: "サーバに接続できませんでした。しばらくしてからもう一度お試しください。",
		limited: "短時間に操作が集中したため、受け付けられませんでした。しばらくしてからもう一度お試しください。",
		busy: "ただいま混み合っています。しばらくしてからもう一度お試しください。",
		tooLarge: "送信する内容が大きすぎます。入力内容を減らしてから、もう一度お試しください。",
		denied: "アクセスが許可されていません。ネットワーク管理者にお問い合わせください。",
		unknown: "予期しないエラーが発生しました。解消しない場合は、管理者にお問い合わせください。",
		retry: "再試行",
		reference: (instance: string) => `お問い合わせ番号: ${instance}`,
	},
	en: {
		offline: "You are offline. Check your connection, then try again.",
		unreachable: "The server could not be reached. Try again in a moment.",
		limited: "There were too many requests in a short time. Try again in a moment.",
		busy: "The service is busy. Try again in a moment.",
		tooLarge: "Your input is too large. Shorten it, then try again.",
		denied: "Access was denied. Contact your network administrator.",
		unknown: "An unexpected error occurred. If it persists, contact your administrator.",
		retry: "Try again",
		reference: (instance: string) => `Reference: ${instance}`,
	},
};

/** Answers of the gateway and the CDN have no title: the console has its own texts for their codes. */
const wordsOfStatus: Readonly<Record<number, "limited" | "busy" | "tooLarge" | "denied">> = {
	403: "denied",
	413: "tooLarge",
	429: "limited",
	502: "busy",
	503: "busy",
	504: "busy",
};

function wordOf(error: unknown) {
	if (error instanceof Unreachable) return navigator.onLine ? "unreachable" : "offline";
	return (error instanceof ApiProblem && wordsOfStatus[error.status]) || "unknown";
}

export interface ProblemText {
	text: string;
	/** For support requests, when the fault is ours. */
	reference: string | undefined;
	retry: string;
}

/** Any failure in words for people: the API's own title where there is one. */
export function useProblemTexts(): (error: unknown) => ProblemText {
	const t = useTexts(texts);
	return (error) => {
		const own = error instanceof ApiProblem ? error : undefined;
		const text = own?.title || t[wordOf(error)];
		const instance = own && own.status >= 500 ? own.instance?.replace("urn:rireki:request:", "") : undefined;
		return { text, reference: instance && t.reference(instance), retry: t.retry };
	};
}
