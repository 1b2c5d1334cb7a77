import type { Row } from "../../../../shared/search/answer.ts";
import { useMoreOptions, useSearchOptions } from "../../api/caller.ts";
import { useTexts } from "../../components/language.tsx";
import { bulkTexts } from "./texts.ts";

/** The results that can be set for all of these records, or the reason why there are none. */
export function useResultsOf(rows: readonly Row[]): readonly { resultId: string; label: string }[] | string {
	const t = useTexts(bulkTexts);
	const [campaignId = "", ...others] = new Set(rows.map((row) => row.campaignId));
	const isOne = others.length === 0;
	const { data } = useSearchOptions();
	useMoreOptions({ campaignIds: campaignId }, isOne && (data?.more.length ?? 0) > 0);
	if (!isOne) return t.resultOfOne;
	const campaign = data?.campaigns.find((one) => one.campaignId === campaignId);
	return campaign && !campaign.resultEntry ? t.noResult : (campaign?.results ?? []);
}
