import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useLocation } from "react-router";
import { useMe } from "../../api/caller.ts";
import { useConfirmMailAddress } from "../../api/mail-address.ts";
import { useTexts } from "../../components/language.tsx";
import { Page } from "../../components/page.tsx";
import { ProblemAlert } from "../../components/problem-alert.tsx";
import { RouterButton } from "../../components/router-button.tsx";
import { mailAddressTexts } from "./texts.ts";

/**
 * The target of the link in a mail. The token is in the fragment, which browsers do not send. Mail scanners that open
 * links confirm nothing, because that takes a login and a click.
 */
export function ConfirmMailAddressPage() {
	const t = useTexts(mailAddressTexts);
	const { name, accountId } = useMe();
	const token = useLocation().hash.slice(1);
	const { mutate, data, error, isPending } = useConfirmMailAddress();
	return (
		<Page title={t.confirmTitle} description={t.confirmDescription}>
			<Container>
				<SpaceBetween size="m">
					{!token && <Alert type="error">{t.noToken}</Alert>}
					{error && <ProblemAlert isAnswer error={error} />}
					{data && <Alert type="success">{t.confirmed(data.email ?? "")}</Alert>}
					{token && !data && (
						<Box>
							{t.confirmQuestion}{" "}
							<b>
								{name} ({accountId})
							</b>
						</Box>
					)}
					<SpaceBetween direction="horizontal" size="xs">
						{token && !data && (
							<Button variant="primary" loading={isPending} onClick={() => mutate(token)}>
								{t.confirm}
							</Button>
						)}
						<RouterButton to="/me/email">{t.toSetting}</RouterButton>
					</SpaceBetween>
				</SpaceBetween>
			</Container>
		</Page>
	);
}
