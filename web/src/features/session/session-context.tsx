import { createContext, type ReactNode, use, useSyncExternalStore } from "react";
import type { Session } from "./session.ts";

const SessionContext = createContext<Session | undefined>(undefined);

export function SessionProvider({ session, children }: { session: Session; children: ReactNode }) {
	return <SessionContext value={session}>{children}</SessionContext>;
}

export function useSession(): Session {
	const session = use(SessionContext);
	if (!session) throw new Error("useSession must be used within SessionProvider");
	return session;
}

export function useLoggedIn(): boolean {
	const session = useSession();
	return useSyncExternalStore(session.subscribe, () => session.user() !== undefined);
}
