import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Modal from "@cloudscape-design/components/modal";
import type { ReactNode } from "react";
import { useTexts } from "./language.tsx";

const texts = { ja: { close: "閉じる" }, en: { close: "Close" } };

/** A dialog that only shows something. */
export function InfoModal(props: { header: string; onClose: () => void; children: ReactNode }) {
	const { header, onClose, children } = props;
	const t = useTexts(texts);
	return (
		<Modal
			visible
			size="large"
			header={header}
			closeAriaLabel={t.close}
			onDismiss={onClose}
			footer={
				<Box float="right">
					<Button variant="primary" onClick={onClose}>
						{t.close}
					</Button>
				</Box>
			}
		>
			{children}
		</Modal>
	);
}
