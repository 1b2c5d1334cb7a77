import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import { useProblemTexts } from "./problem-texts.ts";

/** What went wrong, and a way to try again where that may help. */
export function ProblemAlert({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
	const { text, reference, retry } = useProblemTexts()(error);
	return (
		<div role="alert">
			<Alert type="error" action={onRetry && <Button onClick={onRetry}>{retry}</Button>}>
				{text}
				{reference && <div>{reference}</div>}
			</Alert>
		</div>
	);
}
