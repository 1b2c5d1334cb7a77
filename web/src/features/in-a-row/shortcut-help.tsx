import Checkbox from "@cloudscape-design/components/checkbox";
import Modal from "@cloudscape-design/components/modal";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { Fragment, useState } from "react";
import { readKept, writeKept } from "../../components/kept.ts";
import { useTexts } from "../../components/language.tsx";
import { shortcutsKey } from "../../components/shortcuts.ts";
import { rowTexts } from "./texts.ts";

/** The keyboard shortcuts, and a switch for those that may be pressed by accident. */
export function ShortcutHelp({ onClose }: { onClose: () => void }) {
	const t = useTexts(rowTexts);
	const [isUsed, use] = useState(() => readKept(shortcutsKey, true));
	return (
		<Modal visible header={t.shortcuts} closeAriaLabel={t.close} onDismiss={onClose}>
			<SpaceBetween size="m">
				<dl className="rk-keys">
					{Object.entries(t.keys).map(([key, does]) => (
						<Fragment key={key}>
							<dt>
								<kbd>{key}</kbd>
							</dt>
							<dd>{does}</dd>
						</Fragment>
					))}
				</dl>
				<Checkbox
					checked={isUsed}
					description={t.useHint}
					onChange={({ detail: { checked } }) => {
						writeKept(shortcutsKey, checked);
						use(checked);
					}}
				>
					{t.use}
				</Checkbox>
			</SpaceBetween>
		</Modal>
	);
}
