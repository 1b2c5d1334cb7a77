import { useEffect } from "react";
import { useBlocker } from "react-router";
import { ConfirmModal } from "../../components/confirm-modal.tsx";
import { useTexts } from "../../components/language.tsx";
import { detailTexts } from "./texts.ts";

/** Asks before a page with something unsaved is left, for another page of the console or for good. */
export function UnsavedGuard({ active, onDiscard }: { active: boolean; onDiscard: () => void }) {
	const t = useTexts(detailTexts);
	const blocker = useBlocker(active);
	useEffect(() => {
		if (!active) return;
		const ask = (event: BeforeUnloadEvent) => event.preventDefault();
		window.addEventListener("beforeunload", ask);
		return () => window.removeEventListener("beforeunload", ask);
	}, [active]);
	if (blocker.state !== "blocked") return null;
	return (
		<ConfirmModal
			destroys
			question={t.discard}
			confirm={t.discardGo}
			onConfirm={() => {
				onDiscard();
				blocker.proceed();
			}}
			onCancel={() => blocker.reset()}
		>
			{t.discardHint}
		</ConfirmModal>
	);
}
