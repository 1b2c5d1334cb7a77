import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import { Attention } from "./attention.tsx";
import { useProblemTexts } from "./problem-texts.ts";

interface Props {
	error: unknown;
	onRetry?: () => void;
	/** Whether it answers an action; otherwise it replaces something that could not be loaded. */
	isAnswer?: boolean;
}

/** What went wrong, and a way to try again where that may help. */
export function ProblemAlert({ error, onRetry, isAnswer = false }: Props) {
	const { text, reference, retry } = useProblemTexts()(error);
	const alert = (
		<Alert
			type="error"
			action={
				onRetry && (
					<Button formAction="none" onClick={onRetry}>
						{retry}
					</Button>
				)
			}
		>
			{text}
			{reference && <div>{reference}</div>}
		</Alert>
	);
	return isAnswer ? <Attention to={error}>{alert}</Attention> : <div role="alert">{alert}</div>;
}
