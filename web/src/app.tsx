import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { ApiProvider } from "./api/api-context.tsx";
import type { CallApi } from "./api/client.ts";
import { mayPass } from "./api/problem.ts";
import { PageLoading } from "./components/page-loading.tsx";
import { LoginPage } from "./features/session/login-page.tsx";
import type { Session } from "./features/session/session.ts";
import { SessionProvider, useLoggedIn } from "./features/session/session-context.tsx";

/** Everything behind the login is loaded separately, so that the login page loads little. */
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
				// A list is still the same when the user comes back to it.
				gcTime: 30 * 60_000,
				// Offline, requests fail instead of waiting for the network.
				networkMode: "always",
			},
			mutations: { networkMode: "always" },
		},
	});
}
