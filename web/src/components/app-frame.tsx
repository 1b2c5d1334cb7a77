import { Suspense, useEffect, useRef, useState } from "react";
import { Outlet, ScrollRestoration, useLocation } from "react-router";
import { useKeptFocus } from "./kept-focus.ts";
import { useTexts } from "./language.tsx";
import { Navigation } from "./navigation.tsx";
import { NotificationBar, NotificationsProvider } from "./notifications.tsx";
import { OfflineBanner } from "./offline-banner.tsx";
import { PageLoading } from "./page-loading.tsx";
import { TopBar } from "./top-bar.tsx";

const texts = { ja: { skip: "本文へ移動" }, en: { skip: "Skip to the content" } };

/** The frame of every page. The library's own layout would take a seventh of the script budget. */
export function AppFrame() {
	const t = useTexts(texts);
	const { pathname } = useLocation();
	const [isOpen, open] = useState(false);
	const main = useRef<HTMLElement>(null);
	const before = useRef(pathname);
	useKeptFocus();
	useEffect(() => {
		if (before.current === pathname) return;
		before.current = pathname;
		open(false);
		// Keyboard and screen reader continue at the new page.
		main.current?.focus({ preventScroll: true });
	}, [pathname]);
	return (
		<NotificationsProvider>
			<a className="rk-skip" href="#main">
				{t.skip}
			</a>
			<TopBar isOpen={isOpen} onMenu={() => open(!isOpen)} />
			<div className="rk-frame">
				<Navigation isOpen={isOpen} />
				<main id="main" ref={main} tabIndex={-1}>
					<OfflineBanner />
					<Suspense fallback={<PageLoading />}>
						<Outlet />
					</Suspense>
				</main>
			</div>
			<NotificationBar />
			{/* A list keeps its scroll position, however the user returns to it, and whichever record was beside it. */}
			<ScrollRestoration
				getKey={({ pathname: path, search, key }) =>
					path.endsWith("/call-histories") ? path + search.replace(/&record=[^&]*/, "") : key
				}
			/>
		</NotificationsProvider>
	);
}
