import Button from "@cloudscape-design/components/button";
import { useTexts } from "../../components/language.tsx";
import { useNotifications } from "../../components/notifications.tsx";
import { detailTexts } from "./texts.ts";

/** A number with a button that copies it. */
export function CopyNumber({ value }: { value: string }) {
	const t = useTexts(detailTexts);
	const { succeed, fail } = useNotifications();
	return (
		<>
			{value}{" "}
			<Button
				variant="inline-icon"
				iconName="copy"
				ariaLabel={t.copy(value)}
				onClick={() => navigator.clipboard.writeText(value).then(() => succeed(t.copied(value)), fail)}
			/>
		</>
	);
}
