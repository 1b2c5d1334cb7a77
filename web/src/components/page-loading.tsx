import Spinner from "@cloudscape-design/components/spinner";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import { useTexts } from "./language.tsx";

const texts = { ja: { loading: "読み込み中" }, en: { loading: "Loading" } };

export function PageLoading() {
	const t = useTexts(texts);
	return (
		<div className="rk-centre" role="status" aria-label={t.loading}>
			<Spinner size="large" />
		</div>
	);
}

export function Loading() {
	return <StatusIndicator type="loading">{useTexts(texts).loading}</StatusIndicator>;
}
