import Button from "@cloudscape-design/components/button";
import ButtonDropdown from "@cloudscape-design/components/button-dropdown";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { AsyncSearchAnswer } from "../../../../shared/async-search/answer.ts";
import { displayTime } from "../../components/display.ts";
import type { repeatTexts } from "./repeat-texts.ts";
import type { asyncSearchTexts } from "./texts.ts";

type Texts = (typeof asyncSearchTexts)["ja"];
type RepeatTexts = (typeof repeatTexts)["ja"];
export type Action =
	| "download"
	| "rerun"
	| "remove"
	| "details"
	| "load"
	| "search"
	| "repeat"
	| "pause"
	| "resume"
	| "stop";
export interface Asked {
	what: Action;
	search: AsyncSearchAnswer;
}

/** What can be done with a search. */
export function ActionsCell({
	search,
	t,
	r,
	ask,
}: {
	search: AsyncSearchAnswer;
	t: Texts;
	r: RepeatTexts;
	ask: (asked: Asked) => void;
}) {
	const at = displayTime(search.createdAt);
	const isFinished = search.state === "completed" || search.state === "failed";
	return (
		<SpaceBetween direction="horizontal" size="xxs">
			<Button
				variant="icon"
				iconName="download"
				ariaLabel={t.of(search.formerFile ? t.downloadFormer : t.download, at)}
				disabled={search.state !== "completed" && !search.formerFile}
				onClick={() => ask({ what: "download", search })}
			/>
			<Button
				variant="icon"
				iconName="redo"
				ariaLabel={t.of(t.rerun, at)}
				disabled={!isFinished}
				onClick={() => ask({ what: "rerun", search })}
			/>
			<Button
				variant="icon"
				iconName="remove"
				ariaLabel={t.of(t.remove, at)}
				onClick={() => ask({ what: "remove", search })}
			/>
			<ButtonDropdown
				variant="icon"
				expandToViewport
				ariaLabel={t.of(t.more, at)}
				items={moreActions(search, t, r)}
				onItemClick={({ detail }) => ask({ what: detail.id as Action, search })}
			/>
		</SpaceBetween>
	);
}

function moreActions({ repeat, paused }: AsyncSearchAnswer, t: Texts, r: RepeatTexts): { id: Action; text: string }[] {
	return [
		{ id: "details", text: t.details },
		{ id: "search", text: t.search },
		{ id: "load", text: t.load },
		{ id: "repeat", text: repeat ? r.change : r.start },
		...(repeat
			? [
					paused ? ({ id: "resume", text: r.resume } as const) : ({ id: "pause", text: r.pause } as const),
					{ id: "stop", text: r.stop } as const,
				]
			: []),
	];
}
