import { createBrowserRouter, Navigate } from "react-router";
import { RouterProvider } from "react-router/dom";
import { useMe } from "./api/caller.ts";
import { AppFrame } from "./components/app-frame.tsx";
import { NotFoundPage } from "./components/not-found-page.tsx";
import { PageLoading } from "./components/page-loading.tsx";
import { RouteError } from "./components/route-error.tsx";

const router = createBrowserRouter(
	[
		{
			element: <AppFrame />,
			errorElement: <RouteError />,
			HydrateFallback: PageLoading,
			children: [
				{ index: true, element: <Home /> },
				{
					path: "call-histories",
					lazy: async () => ({ Component: (await import("./features/search/search-page.tsx")).SearchPage }),
				},
				{
					path: "call-histories/:callId",
					lazy: async () => ({ Component: (await import("./features/call-history/correcting.ts")).DetailPage }),
				},
				{
					path: "results",
					lazy: async () => ({ Component: (await import("./features/results/results-page.tsx")).ResultsPage }),
				},
				{
					path: "async-searches",
					lazy: async () => ({
						Component: (await import("./features/async-search/async-searches-page.tsx")).AsyncSearchesPage,
					}),
				},
				{
					path: "me/call-histories",
					lazy: async () => ({ Component: (await import("./features/search/search-page.tsx")).OwnCallsPage }),
				},
				{
					path: "me/call-histories/:callId",
					lazy: async () => ({ Component: (await import("./features/call-history/correcting.ts")).DetailPage }),
				},
				{
					path: "access-trail",
					lazy: async () => ({ Component: (await import("./features/trail/trail-page.tsx")).TrailPage }),
				},
				{
					path: "me/email",
					lazy: async () => ({
						Component: (await import("./features/mail-address/mail-address-page.tsx")).MailAddressPage,
					}),
				},
				{
					path: "me/email/confirm",
					lazy: async () => ({
						Component: (await import("./features/mail-address/confirm-page.tsx")).ConfirmMailAddressPage,
					}),
				},
				{ path: "*", element: <NotFoundPage /> },
			],
		},
	],
	{ basename: import.meta.env.BASE_URL.replace(/\/$/, "") },
);

/** The call histories that the user may see; for agents, their own. */
function Home() {
	const { role } = useMe();
	return <Navigate to={role === "agent" ? "/me/call-histories" : "/call-histories"} replace />;
}

export default function Pages() {
	return <RouterProvider router={router} />;
}
