import Alert from "@cloudscape-design/components/alert";
import { useSyncExternalStore } from "react";
import { useTexts } from "./language.tsx";

const texts = {
	ja: "オフラインです。表示中の内容は最新ではない可能性があります。入力中の内容は保持されています。",
	en: "You are offline. What you see may be out of date. Your input has been kept.",
};

export function OfflineBanner() {
	const online = useSyncExternalStore(subscribe, () => navigator.onLine);
	const text = useTexts(texts);
	return <div role="status">{!online && <Alert type="warning">{text}</Alert>}</div>;
}

function subscribe(listener: () => void) {
	window.addEventListener("online", listener);
	window.addEventListener("offline", listener);
	return () => {
		window.removeEventListener("online", listener);
		window.removeEventListener("offline", listener);
	};
}
