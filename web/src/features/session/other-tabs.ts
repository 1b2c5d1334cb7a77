/**
 * Messages between the tabs of this browser that show this console. No other origin receives them, and they are stored
 * nowhere.
 */
type Message = { kind: "wanted" | "ended" } | { kind: "session"; session: string };

const name = "rireki.session";
/** Open tabs answer within milliseconds. */
const patienceMs = 300;

/** The session of another tab, so that a link opened in a new tab needs no login. */
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
	/** Called when the user has logged out in another tab, which ends the session in all of them. */
	onEnded: () => void;
}

/** @returns a function that tells the others of a logout here */
export function answerOtherTabs({ session, onEnded }: Own): () => void {
	const channel = new BroadcastChannel(name);
	channel.onmessage = ({ data }: MessageEvent<Message>) => {
		if (data.kind === "ended") onEnded();
		const own = data.kind === "wanted" ? session() : undefined;
		if (own) channel.postMessage({ kind: "session", session: own } satisfies Message);
	};
	return () => channel.postMessage({ kind: "ended" } satisfies Message);
}
