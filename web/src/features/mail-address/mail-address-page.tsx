import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Form from "@cloudscape-design/components/form";
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState } from "react";
import { useMailAddress, useSendTestMail, useSetMailAddress } from "../../api/mail-address.ts";
import { ApiProblem } from "../../api/problem.ts";
import { useTexts } from "../../components/language.tsx";
import { useNotifications } from "../../components/notifications.tsx";
import { Page } from "../../components/page.tsx";
import { Loading } from "../../components/page-loading.tsx";
import { ProblemAlert } from "../../components/problem-alert.tsx";

const texts = {
	ja: {
		title: "メールアドレス",
		description: "非同期検索が終了すると、このメールアドレスに通知します。",
		label: "メールアドレス",
		hint: "半角で入力してください。英大文字は使用できません。空欄で保存すると、通知を停止します。",
		save: "保存",
		saved: "メールアドレスを保存しました。",
		stopped: "メールアドレスを削除しました。通知は送信されません。",
		test: "テストメールを送信",
		tested: (email: string) => `${email} にテストメールを送信しました。`,
		testHint: "テストメールは、保存済みのメールアドレスに送信されます。",
	},
	en: {
		title: "E-mail address",
		description: "A mail to this address tells when an asynchronous search has ended.",
		label: "E-mail address",
		hint: "No upper case. Save it empty to get no mails.",
		save: "Save",
		saved: "The address has been saved.",
		stopped: "The address has been removed. You will get no mails.",
		test: "Send a test mail",
		tested: (email: string) => `A test mail is on its way to ${email}.`,
		testHint: "The test mail goes to the address as it is saved.",
	},
};

export function MailAddressPage() {
	const t = useTexts(texts);
	const { data, error, isPending, refetch } = useMailAddress();
	return (
		<Page title={t.title} description={t.description}>
			<Container>
				{isPending && <Loading />}
				{error && data === undefined && <ProblemAlert error={error} onRetry={refetch} />}
				{data !== undefined && <MailAddressForm saved={data} />}
			</Container>
		</Page>
	);
}

function MailAddressForm({ saved }: { saved: string | null }) {
	const t = useTexts(texts);
	const { succeed, fail } = useNotifications();
	const set = useSetMailAddress();
	const test = useSendTestMail();
	const [email, setEmail] = useState(saved ?? "");
	const fieldError = set.error instanceof ApiProblem ? (set.error.detailOf("#/email") ?? taken(set.error)) : undefined;
	return (
		<form
			onSubmit={(event) => {
				event.preventDefault();
				set.mutate(email.trim() || null, { onSuccess: (now) => succeed(now ? t.saved : t.stopped) });
			}}
		>
			<Form
				actions={
					<SpaceBetween direction="horizontal" size="xs">
						<Button
							formAction="none"
							disabled={!saved || email !== saved}
							loading={test.isPending}
							onClick={() => test.mutate(undefined, { onSuccess: (to) => succeed(t.tested(to)), onError: fail })}
						>
							{t.test}
						</Button>
						<Button variant="primary" loading={set.isPending}>
							{t.save}
						</Button>
					</SpaceBetween>
				}
			>
				<SpaceBetween size="m">
					{set.error && !fieldError && <ProblemAlert error={set.error} />}
					<FormField label={t.label} constraintText={`${t.hint} ${t.testHint}`} errorText={fieldError}>
						<Input
							type="email"
							inputMode="email"
							autoComplete="email"
							value={email}
							onChange={({ detail }) => setEmail(detail.value)}
						/>
					</FormField>
				</SpaceBetween>
			</Form>
		</form>
	);
}

const taken = (problem: ApiProblem) => (problem.code === "email-taken" ? problem.title : undefined);
