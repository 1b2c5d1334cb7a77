import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { ApiProvider } from "./api/api-context.tsx";
import type { CallApi } from "./api/client.ts";
import { mayPass } from "./api/problem.ts";
import { PageLoading } from "./components/page-loading.tsx";
import { LoginPage } from "./features/session/login-page.tsx";
import type { Session } from "./features/session/session.ts";
import { SessionProvider, useLoggedIn } from "./features/session/session-context.tsx";

/** All behind the login, so that the login page loads little; asked for at once where somebody is logged in. */
const loadPages = () => import("./routes.tsx");
const Pages = lazy(loadPages);

export function App({ session, api }: { session: Session; api: CallApi }) {
	const [client] = useState(createQueryClient);
	return (
		<SessionProvider session={session}>
			<ApiProvider api={api}>
				<QueryClientProvider client={client}>
					<Content />
				</QueryClientProvider>
			</ApiProvider>
		</SessionProvider>
	);
}

function Content() {
	if (!useLoggedIn()) return <LoginPage />;
	return (
		<Suspense fallback={<PageLoading />}>
			<Pages />
		</Suspense>
	);
}

function createQueryClient(): QueryClient {
	return new QueryClient({
		defaultOptions: {
			queries: {
				retry: (failures, error) => failures < 2 && mayPass(error),
				// A list that one comes back to is still the list that one left.
				gcTime: 30 * 60_000,
				// Offline is told by a failure, not by waiting for better days.
				networkMode: "always",
			},
			mutations: { networkMode: "always" },
		},
	});
}
