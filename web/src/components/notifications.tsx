import Flashbar, { type FlashbarProps } from "@cloudscape-design/components/flashbar";
import { createContext, type ReactNode, use, useCallback, useMemo, useState } from "react";
import { useProblemTexts } from "./problem-texts.ts";

interface Notifications {
	items: FlashbarProps.MessageDefinition[];
	succeed: (content: string) => void;
	fail: (error: unknown) => void;
}

const NotificationsContext = createContext<Notifications>({ items: [], succeed() {}, fail() {} });
const shownMs = 6000;
let count = 0;

export function NotificationsProvider({ children }: { children: ReactNode }) {
	const [items, setItems] = useState<FlashbarProps.MessageDefinition[]>([]);
	const tell = useProblemTexts();
	const show = useCallback((type: "success" | "error", content: string) => {
		const id = String(++count);
		const dismiss = () => setItems((shown) => shown.filter((item) => item.id !== id));
		const item = {
			id,
			type,
			content,
			dismissible: true,
			onDismiss: dismiss,
			ariaRole: type === "error" ? "alert" : "status",
		};
		setItems((shown) => [item as FlashbarProps.MessageDefinition, ...shown].slice(0, 3));
		// An error stays until it has been read.
		if (type === "success") setTimeout(dismiss, shownMs);
	}, []);
	const value = useMemo<Notifications>(
		() => ({ items, succeed: (content) => show("success", content), fail: (error) => show("error", tell(error).text) }),
		[items, show, tell],
	);
	return <NotificationsContext value={value}>{children}</NotificationsContext>;
}

export function useNotifications(): Omit<Notifications, "items"> {
	return use(NotificationsContext);
}

export function NotificationBar() {
	const { items } = use(NotificationsContext);
	return (
		<div className="rk-notices">
			<Flashbar items={items} />
		</div>
	);
}
