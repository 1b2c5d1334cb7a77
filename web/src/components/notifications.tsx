import Alert from "@cloudscape-design/components/alert";
import { createContext, type ReactNode, use, useCallback, useMemo, useState } from "react";
import { Attention } from "./attention.tsx";
import { useTexts } from "./language.tsx";
import { useProblemTexts } from "./problem-texts.ts";

interface Item {
	id: number;
	type: "success" | "error";
	content: string;
}
interface Notifications {
	items: readonly Item[];
	dismiss: (id: number) => void;
	succeed: (content: string) => void;
	fail: (error: unknown) => void;
}

const NotificationsContext = createContext<Notifications>({ items: [], dismiss() {}, succeed() {}, fail() {} });
const texts = { ja: { region: "お知らせ", close: "閉じる" }, en: { region: "Notifications", close: "Close" } };
const shownMs = 6000;
const mostShown = 3;
let count = 0;

export function NotificationsProvider({ children }: { children: ReactNode }) {
	const [items, setItems] = useState<readonly Item[]>([]);
	const tell = useProblemTexts();
	const dismiss = useCallback((id: number) => setItems((shown) => shown.filter((item) => item.id !== id)), []);
	const show = useCallback(
		(type: Item["type"], content: string) => {
			const id = ++count;
			setItems((shown) => [{ id, type, content }, ...shown].slice(0, mostShown));
			// An error stays until it has been read.
			if (type === "success") setTimeout(dismiss, shownMs, id);
		},
		[dismiss],
	);
	const value = useMemo<Notifications>(
		() => ({
			items,
			dismiss,
			succeed: (content) => show("success", content),
			fail: (error) => show("error", tell(error).text),
		}),
		[items, dismiss, show, tell],
	);
	return <NotificationsContext value={value}>{children}</NotificationsContext>;
}

export function useNotifications(): Pick<Notifications, "succeed" | "fail"> {
	return use(NotificationsContext);
}

/** Overlays the page, so that nothing moves. */
export function NotificationBar() {
	const t = useTexts(texts);
	const { items, dismiss } = use(NotificationsContext);
	return (
		<section className="rk-notices" aria-label={t.region} aria-live="polite">
			{items.map(({ id, type, content }) => {
				const alert = (
					<Alert type={type} dismissible dismissAriaLabel={t.close} onDismiss={() => dismiss(id)}>
						{content}
					</Alert>
				);
				return type === "error" ? (
					<Attention key={id} to={id}>
						{alert}
					</Attention>
				) : (
					<div key={id}>{alert}</div>
				);
			})}
		</section>
	);
}
