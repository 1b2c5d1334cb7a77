import Button from "@cloudscape-design/components/button";
import Header from "@cloudscape-design/components/header";
import { type KeyboardEvent, useEffect, useRef } from "react";
import { useCallHistory } from "../../api/call-histories.ts";
import { focusAnyway } from "../../components/kept-focus.ts";
import { useTexts } from "../../components/language.tsx";
import { Loading } from "../../components/page-loading.tsx";
import { ProblemAlert } from "../../components/problem-alert.tsx";
import { RouterLink } from "../../components/router-link.tsx";
import { useRecordWalk, type WalkState } from "../in-a-row/use-record-walk.ts";
import { WalkButtons } from "../in-a-row/walk-buttons.tsx";
import type { ShownPage } from "../search/last-search.ts";
import { Detail } from "./detail.tsx";
import { titleOf } from "./display-value.ts";
import { detailTexts } from "./texts.ts";

interface Props {
	list: string;
	callId: string;
	/** The page of the list beside it; undefined while another one is loading. */
	shown: ShownPage | undefined;
	onWalk: (callId: string, page: number, state: WalkState) => void;
	onClose: () => void;
}

/** 詳細画面 beside the list that it was opened from. */
export function RecordPanel({ list, callId, shown, onWalk, onClose }: Props) {
	const t = useTexts(detailTexts);
	const { data, error, refetch } = useCallHistory(callId);
	const walk = useRecordWalk(list, callId, { beside: shown, onWalk });
	const panel = useRef<HTMLElement>(null);
	useEffect(() => {
		if (panel.current?.contains(document.activeElement)) return;
		const heading = panel.current?.querySelector("h2");
		if (heading) focusAnyway(heading);
	}, [callId]);
	function closeByKey({ key, defaultPrevented, target }: KeyboardEvent) {
		// Dialogs and forms handle Escape themselves.
		const isOwn = panel.current?.contains(target as Element) && !panel.current.querySelector("form");
		if (key === "Escape" && !defaultPrevented && isOwn) onClose();
	}
	const title = data ? titleOf(data.detail) : t.title;
	return (
		<section ref={panel} className="rk-panel" aria-label={t.title} onKeyDown={closeByKey}>
			<div className="rk-panel-head">
				<Header
					variant="h2"
					actions={
						<div className="rk-actions">
							<WalkButtons walk={walk} />
							<RouterLink to={`${list}/${encodeURIComponent(callId)}`}>{t.toPage}</RouterLink>
							<Button variant="icon" iconName="close" ariaLabel={t.close} onClick={onClose} />
						</div>
					}
				>
					{title}
				</Header>
			</div>
			{data && <Detail key={callId} record={data} walk={walk} />}
			{!data && error && <ProblemAlert error={error} onRetry={refetch} />}
			{!data && !error && <Loading />}
		</section>
	);
}
