import { useEffect } from "react";
import { type Location, useBlocker } from "react-router";
import { ConfirmModal } from "../../components/confirm-modal.tsx";
import { useTexts } from "../../components/language.tsx";
import { recordParam } from "../search/criteria.ts";
import { detailTexts } from "./texts.ts";

/** Asks before a page with unsaved input is left, within the console or by closing it. */
export function UnsavedGuard({ active, onDiscard }: { active: boolean; onDiscard: () => void }) {
	const t = useTexts(detailTexts);
	const blocker = useBlocker(
		({ currentLocation, nextLocation }) => active && placeOf(currentLocation) !== placeOf(nextLocation),
	);
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

/** The page and the record beside its list; turning the list's pages leaves neither. */
const placeOf = ({ pathname, search }: Location) => `${pathname} ${new URLSearchParams(search).get(recordParam)}`;
