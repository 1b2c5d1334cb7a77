import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import { useTexts } from "./language.tsx";
import { ProblemAlert } from "./problem-alert.tsx";

const texts = { ja: { more: "さらに表示" }, en: { more: "Show more" } };

interface Props {
	hasNextPage: boolean;
	isFetching: boolean;
	isFetchNextPageError: boolean;
	error: Error | null;
	fetchNextPage: () => unknown;
}

/** さらに表示, below a list that continues. Shown entries stay if the next page fails. */
export function MoreButton({ hasNextPage, isFetching, isFetchNextPageError, error, fetchNextPage }: Props) {
	const t = useTexts(texts);
	if (isFetchNextPageError) return <ProblemAlert isAnswer error={error} onRetry={fetchNextPage} />;
	if (!hasNextPage) return null;
	return (
		<Box textAlign="center">
			<Button loading={isFetching} onClick={() => fetchNextPage()}>
				{t.more}
			</Button>
		</Box>
	);
}
