import { User, UserManager, WebStorageStateStore } from "oidc-client-ts";
import type { Config } from "../../config.ts";
import { answerOtherTabs, askOtherTabs } from "./other-tabs.ts";

const consoleUrl = `${window.location.origin}${import.meta.env.BASE_URL}`;

/**
 * The login session. Tokens are kept in each tab's session storage and are gone with the last tab; a new tab gets them
 * from an open one.
 */
export interface Session {
	/** undefined when logged out. */
	user(): User | undefined;
	/** Whether a session has ended by itself, so that the login page can say so. */
	hasExpired(): boolean;
	token(): Promise<string | undefined>;
	login(returnTo: string): Promise<void>;
	logout(): Promise<void>;
	expire(): Promise<void>;
	subscribe(listener: () => void): () => void;
}

/** Resumes a session, or finishes a login that leads back here. */
export async function openSession({ oidc }: Config): Promise<Session> {
	const manager = new UserManager({
		...oidc,
		redirect_uri: consoleUrl,
		post_logout_redirect_uri: consoleUrl,
		scope: "openid",
		automaticSilentRenew: true,
		userStore: new WebStorageStateStore({ store: window.sessionStorage }),
	});
	let user = (await finishLogin(manager)) ?? (await manager.getUser()) ?? (await takeOver(manager));
	if (user?.expired) user = (await renew(manager)) ?? undefined;
	let expired = false;
	const listeners = new Set<() => void>();
	const change = (next: User | undefined) => {
		user = next;
		for (const listener of listeners) listener();
	};
	manager.events.addUserLoaded(change);
	manager.events.addAccessTokenExpired(() => void expire());

	const tellEnded = answerOtherTabs({
		session: () => (user?.expired === false ? user.toStorageString() : undefined),
		onEnded: () => void forget(),
	});

	async function forget(): Promise<void> {
		await manager.removeUser();
		change(undefined);
	}

	async function expire(): Promise<void> {
		if (!user) return;
		expired = true;
		await forget();
	}

	return {
		user: () => user,
		hasExpired: () => expired,
		token: async () => user?.access_token,
		login: (returnTo) => manager.signinRedirect({ state: { returnTo } }),
		async logout() {
			tellEnded();
			// Cognito has its own names for the two parameters.
			const extraQueryParams = { client_id: oidc.client_id, logout_uri: consoleUrl };
			await manager.signoutRedirect({ extraQueryParams });
		},
		expire,
		subscribe(listener) {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
	};
}

async function takeOver(manager: UserManager): Promise<User | undefined> {
	const session = await askOtherTabs();
	if (!session) return undefined;
	await manager.storeUser(User.fromStorageString(session));
	// Read back, so that its renewal is scheduled.
	return (await manager.getUser()) ?? undefined;
}

async function finishLogin(manager: UserManager): Promise<User | undefined> {
	const query = new URLSearchParams(window.location.search);
	if (!query.has("state") || !(query.has("code") || query.has("error"))) return undefined;
	let returnTo = import.meta.env.BASE_URL;
	try {
		const user = await manager.signinRedirectCallback();
		returnTo = (user.state as { returnTo?: string } | undefined)?.returnTo ?? returnTo;
		return user;
	} catch {
		// A foreign or repeated answer: the login page is shown again.
		return undefined;
	} finally {
		window.history.replaceState(null, "", returnTo);
	}
}

const renew = (manager: UserManager) => manager.signinSilent().catch(() => null);
