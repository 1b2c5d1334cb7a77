import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Modal from "@cloudscape-design/components/modal";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { ReactNode } from "react";
import { useTexts } from "./language.tsx";

const texts = {
	ja: { ok: "OK", cancel: "キャンセル", close: "閉じる" },
	en: { ok: "OK", cancel: "Cancel", close: "Close" },
};

interface Props {
	question: string;
	children?: ReactNode;
	/** Instead of OK. */
	confirm?: string;
	isBusy?: boolean;
	onConfirm: () => void;
	onCancel: () => void;
}

/** A question before something that counts: 「保存しますか?」 → OK. */
export function ConfirmModal({ question, children, confirm, isBusy = false, onConfirm, onCancel }: Props) {
	const t = useTexts(texts);
	return (
		<Modal
			visible
			header={question}
			closeAriaLabel={t.close}
			onDismiss={() => !isBusy && onCancel()}
			footer={
				<Box float="right">
					<SpaceBetween direction="horizontal" size="xs">
						<Button disabled={isBusy} onClick={onCancel}>
							{t.cancel}
						</Button>
						<Button variant="primary" loading={isBusy} onClick={onConfirm}>
							{confirm ?? t.ok}
						</Button>
					</SpaceBetween>
				</Box>
			}
		>
			{children}
		</Modal>
	);
}
