import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import { useState } from "react";
import { displayCount } from "../../components/display.ts";
import { useTexts } from "../../components/language.tsx";
import { useShortcuts } from "../../components/shortcuts.ts";
import { ShortcutHelp } from "./shortcut-help.tsx";
import { rowTexts } from "./texts.ts";
import type { RecordWalk } from "./use-record-walk.ts";

/** 前の・次の応対履歴, and the position in the list. */
export function WalkButtons({ walk }: { walk: RecordWalk }) {
	const t = useTexts(rowTexts);
	const [isHelping, help] = useState(false);
	const { position, total, hasNext, hasPrevious, isTurning } = walk;
	useShortcuts({
		j: () => hasNext && walk.next(),
		k: () => hasPrevious && walk.previous(),
		"?": () => help(true),
	});
	return (
		<>
			<div className="rk-actions">
				{position !== undefined && (
					<>
						<Box color="text-body-secondary">{t.position(displayCount(position), displayCount(total))}</Box>
						<Button
							iconName="angle-left"
							ariaLabel={t.previous}
							disabled={!hasPrevious || isTurning}
							onClick={walk.previous}
						/>
						<Button
							iconName="angle-right"
							ariaLabel={t.next}
							disabled={!hasNext || isTurning}
							onClick={() => walk.next()}
						/>
					</>
				)}
				<Button variant="icon" iconName="keyboard" ariaLabel={t.shortcuts} onClick={() => help(true)} />
			</div>
			{isHelping && <ShortcutHelp onClose={() => help(false)} />}
		</>
	);
}
