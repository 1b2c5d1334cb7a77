import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import { useMailAddress } from "../../api/mail-address.ts";
import { useTexts } from "../../components/language.tsx";
import { RouterButton } from "../../components/router-button.tsx";
import { asyncSearchTexts } from "./texts.ts";

export function MailNotice() {
	const t = useTexts(asyncSearchTexts);
	const { data, isPending } = useMailAddress();
	return (
		<Container
			header={
				<Header variant="h2" actions={<RouterButton to="/me/email">{t.mailSet}</RouterButton>}>
					{t.mail}
				</Header>
			}
		>
			{isPending ? "\u00a0" : data?.mailsGoTo ? t.mailTo(data.mailsGoTo) : t.mailNone}
			{data?.confirmBy && ` ${t.mailUnconfirmed}`}
		</Container>
	);
}
