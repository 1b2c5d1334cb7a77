import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import type { MailAddressAnswer } from "../../../../shared/mail-address/answer.ts";
import { useSetMailAddress } from "../../api/mail-address.ts";
import { displayTime } from "../../components/display.ts";
import { useTexts } from "../../components/language.tsx";
import { useNotifications } from "../../components/notifications.tsx";
import { mailAddressTexts } from "./texts.ts";

/** A notice that an address is unconfirmed, with a way to send the link again. */
export function UnconfirmedNotice({ saved: { email, confirmBy, mailsGoTo } }: { saved: MailAddressAnswer }) {
	const t = useTexts(mailAddressTexts);
	const { succeed, fail } = useNotifications();
	const set = useSetMailAddress();
	if (email === null || confirmBy === null) return null;
	const again = () => set.mutate(email, { onSuccess: () => succeed(t.sent(email)), onError: fail });
	return (
		<Alert
			type="warning"
			action={
				<Button formAction="none" loading={set.isPending} onClick={again}>
					{t.again}
				</Button>
			}
		>
			{t.waiting(email, displayTime(confirmBy))} {t.meanwhile(mailsGoTo)}
		</Alert>
	);
}
