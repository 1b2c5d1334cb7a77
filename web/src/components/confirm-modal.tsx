import Box from "@cloudscape-design/components/box";
import Button, { type ButtonProps } from "@cloudscape-design/components/button";
import Modal from "@cloudscape-design/components/modal";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { type ReactNode, useRef } from "react";
import { FirstFocus } from "./first-focus.tsx";
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
	/** Whether confirming destroys something; Enter then answers no. */
	destroys?: boolean;
	isBusy?: boolean;
	onConfirm: () => void;
	onCancel: () => void;
}

/** A confirmation: 「保存しますか?」 → OK. Enter answers OK, unless that destroys something. */
export function ConfirmModal(props: Props) {
	const { question, children, confirm, destroys = false, isBusy = false, onConfirm, onCancel } = props;
	const t = useTexts(texts);
	const ok = useRef<ButtonProps.Ref>(null);
	const cancel = useRef<ButtonProps.Ref>(null);
	return (
		<Modal
			visible
			header={question}
			closeAriaLabel={t.close}
			onDismiss={() => !isBusy && onCancel()}
			footer={
				<Box float="right">
					<SpaceBetween direction="horizontal" size="xs">
						<Button ref={cancel} disabled={isBusy} onClick={onCancel}>
							{t.cancel}
						</Button>
						<Button ref={ok} variant="primary" loading={isBusy} onClick={onConfirm}>
							{confirm ?? t.ok}
						</Button>
					</SpaceBetween>
					<FirstFocus target={destroys ? cancel : ok} />
				</Box>
			}
		>
			{children}
		</Modal>
	);
}
