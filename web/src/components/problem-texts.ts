import { ApiProblem, Unreachable } from "../api/problem.ts";
import { useTexts } from "./language.tsx";

const texts = {
	ja: {
		offline: "オフラインです。ネットワーク接続を確認してから、もう一度お試しください。",
		unreachable: "サーバに接続できませんでした。しばらくしてからもう一度お試しください。",
		unknown: "予期しないエラーが発生しました。解消しない場合は、管理者にお問い合わせください。",
		retry: "再試行",
		reference: (instance: string) => `お問い合わせ番号: ${instance}`,
	},
	en: {
		offline: "You are offline. Check your connection, then try again.",
		unreachable: "The server cannot be reached. Try again in a moment.",
		unknown: "Something unexpected went wrong. If it persists, ask your administrator.",
		retry: "Try again",
		reference: (instance: string) => `Reference: ${instance}`,
	},
};

export interface ToldProblem {
	text: string;
	/** For the support, where the fault is ours. */
	reference: string | undefined;
	retry: string;
}

/** Any failure in words for people: the API's own title where there is one. */
export function useProblemTexts(): (error: unknown) => ToldProblem {
	const t = useTexts(texts);
	return (error) => {
		const own = error instanceof ApiProblem ? error : undefined;
		const told =
			own?.title || (error instanceof Unreachable ? (navigator.onLine ? t.unreachable : t.offline) : t.unknown);
		const instance = own && own.status >= 500 ? own.instance?.replace("urn:rireki:request:", "") : undefined;
		return { text: told, reference: instance && t.reference(instance), retry: t.retry };
	};
}
