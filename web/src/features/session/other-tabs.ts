/**
 * Messages among the tabs of this browser that show this console; no other origin hears them, and nothing is kept of
 * them.
 */
type Message = { kind: "wanted" | "ended" } | { kind: "session"; session: string };

const name = "rireki.session";
/** Open tabs answer within milliseconds. */
const patienceMs = 300;

/** The session of a tab that has one: a link that is opened in a new tab needs no other login. */
export function askOtherTabs(): Promise<string | undefined> {
	return new Promise((resolve) => {
		const channel = new BroadcastChannel(name);
		const end = (session?: string) => {
			channel.close();
			resolve(session);
		};
		channel.onmessage = ({ data }: MessageEvent<Message>) => data.kind === "session" && end(data.session);
		setTimeout(end, patienceMs);
		channel.postMessage({ kind: "wanted" } satisfies Message);
	});
}

interface Own {
	session: () => string | undefined;
	/** Somebody has logged out in another tab: that goes for all of them. */
	onEnded: () => void;
}

/** @returns tells the others that somebody has logged out here */
export function answerOtherTabs({ session, onEnded }: Own): () => void {
	const channel = new BroadcastChannel(name);
	channel.onmessage = ({ data }: MessageEvent<Message>) => {
		if (data.kind === "ended") onEnded();
		const own = data.kind === "wanted" ? session() : undefined;
		if (own) channel.postMessage({ kind: "session", session: own } satisfies Message);
	};
	return () => channel.postMessage({ kind: "ended" } satisfies Message);
}
