import Box from "@cloudscape-design/components/box";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import type { Corrections as Answer } from "../../../../shared/call-history/answer.ts";
import type { Detail } from "../../../../shared/detail/answer.ts";
import { useCorrections } from "../../api/call-histories.ts";
import { displayTime } from "../../components/display.ts";
import { useTexts } from "../../components/language.tsx";
import { MoreButton } from "../../components/more-button.tsx";
import { Loading } from "../../components/page-loading.tsx";
import { ProblemAlert } from "../../components/problem-alert.tsx";
import { formTexts } from "../search/form-texts.ts";
import { displayValue } from "./display-value.ts";
import { detailTexts } from "./texts.ts";

/** 修正履歴: who changed what, when, from which value to which; latest first. */
export function Corrections({ detail }: { detail: Detail }) {
	const t = useTexts(detailTexts);
	const { items, ...pages } = useCorrections(detail.callId);
	const { error, refetch } = pages;
	return (
		<Container header={<Header variant="h2">{t.corrections}</Header>}>
			{error && !items && <ProblemAlert error={error} onRetry={refetch} />}
			{!items && !error && <Loading />}
			{items?.length === 0 && <Box color="text-body-secondary">{t.noCorrections}</Box>}
			{items && items.length > 0 && (
				<ol className="rk-corrections">
					{items.map((item) => (
						<Correction key={item.correctedAt} item={item} detail={detail} />
					))}
				</ol>
			)}
			<MoreButton {...pages} />
		</Container>
	);
}

function Correction({ item, detail }: { item: Answer["items"][number]; detail: Detail }) {
	const t = useTexts(detailTexts);
	const f = useTexts(formTexts);
	return (
		<li>
			<Box variant="strong">
				<time dateTime={item.correctedAt}>{displayTime(item.correctedAt)}</time>{" "}
				{t.correctedBy(item.correctedByName ?? item.correctedBy)}
			</Box>
			{item.reason && (
				<div>
					{t.correctionReason}: {item.reason}
				</div>
			)}
			<dl>
				{item.changes.map(({ field, before, after }) => (
					<div key={field}>
						<dt>{t.fields[field]}</dt>
						<dd>
							<span className="rk-hidden">{t.before}</span>
							<del>{displayValue(field, before, detail, f) ?? t.empty}</del>
							<span aria-hidden="true"> → </span>
							<span className="rk-hidden">{t.after}</span>
							<ins>{displayValue(field, after, detail, f) ?? t.empty}</ins>
						</dd>
					</div>
				))}
			</dl>
		</li>
	);
}
