import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Modal from "@cloudscape-design/components/modal";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { type ReactNode, type RefObject, type SubmitEvent, useId } from "react";
import { FirstFocus } from "./first-focus.tsx";
import { useTexts } from "./language.tsx";

const texts = {
	ja: { save: "保存", cancel: "キャンセル", close: "閉じる" },
	en: { save: "Save", cancel: "Cancel", close: "Close" },
};

interface Props {
	header: string;
	/** Instead of 保存. */
	save?: string;
	/** Instead of キャンセル. */
	cancel?: string;
	isBusy: boolean;
	/** The first field to focus; otherwise the library's choice. */
	first?: RefObject<{ focus: () => void } | null>;
	onSubmit: (event: SubmitEvent) => void;
	onClose: () => void;
	children: ReactNode;
}

/** A few fields in a dialog, submitted by Enter. */
export function FormModal({ header, save, cancel, isBusy, first, onSubmit, onClose, children }: Props) {
	const t = useTexts(texts);
	const form = useId();
	return (
		<Modal
			visible
			header={header}
			closeAriaLabel={t.close}
			onDismiss={() => !isBusy && onClose()}
			footer={
				<Box float="right">
					<SpaceBetween direction="horizontal" size="xs">
						<Button formAction="none" disabled={isBusy} onClick={onClose}>
							{cancel ?? t.cancel}
						</Button>
						<Button variant="primary" form={form} loading={isBusy}>
							{save ?? t.save}
						</Button>
					</SpaceBetween>
				</Box>
			}
		>
			<form id={form} onSubmit={onSubmit}>
				<SpaceBetween size="m">{children}</SpaceBetween>
			</form>
			{first && <FirstFocus target={first} />}
		</Modal>
	);
}
