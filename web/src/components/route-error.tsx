import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useRouteError } from "react-router";
import { useSession } from "../features/session/session-context.tsx";
import { useTexts } from "./language.tsx";
import { ProblemAlert } from "./problem-alert.tsx";

/** People whose account may not use the console need a way to log in with another. */
const texts = { ja: "ログアウト", en: "Log out" };

/** A page that could not be loaded, or failed; reloading gets the newest build. */
export function RouteError() {
	const session = useSession();
	return (
		<Box padding="xxl">
			<SpaceBetween size="m">
				<ProblemAlert error={useRouteError()} onRetry={() => window.location.reload()} />
				<Button onClick={() => session.logout()}>{useTexts(texts)}</Button>
			</SpaceBetween>
		</Box>
	);
}
