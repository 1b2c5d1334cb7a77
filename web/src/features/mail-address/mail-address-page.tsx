import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Form from "@cloudscape-design/components/form";
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import SpaceBetween from "@cloudscape-design/components/space-between";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import { useEffect, useRef, useState } from "react";
import type { MailAddressAnswer } from "../../../../shared/mail-address/answer.ts";
import { useMailAddress, useSendTestMail, useSetMailAddress } from "../../api/mail-address.ts";
import { ApiProblem } from "../../api/problem.ts";
import { focusFault } from "../../components/attention.tsx";
import { useTexts } from "../../components/language.tsx";
import { useNotifications } from "../../components/notifications.tsx";
import { Page } from "../../components/page.tsx";
import { Loading } from "../../components/page-loading.tsx";
import { ProblemAlert } from "../../components/problem-alert.tsx";
import { mailAddressTexts } from "./texts.ts";
import { UnconfirmedNotice } from "./unconfirmed-notice.tsx";

export function MailAddressPage() {
	const t = useTexts(mailAddressTexts);
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

function MailAddressForm({ saved }: { saved: MailAddressAnswer }) {
	const t = useTexts(mailAddressTexts);
	const { succeed, fail } = useNotifications();
	const set = useSetMailAddress();
	const test = useSendTestMail();
	const [email, setEmail] = useState(saved.email ?? "");
	const fieldError = set.error instanceof ApiProblem ? (set.error.detailOf("#/email") ?? taken(set.error)) : undefined;
	const save = () =>
		set.mutate(email.trim() || null, {
			onSuccess: (now) => succeed(now.email === null ? t.stopped : now.confirmed ? t.saved : t.sent(now.email)),
		});
	const form = useRef<HTMLFormElement>(null);
	useEffect(() => {
		if (set.error) focusFault(form.current);
	}, [set.error]);
	return (
		<form
			ref={form}
			onSubmit={(event) => {
				event.preventDefault();
				save();
			}}
		>
			<Form
				actions={
					<SpaceBetween direction="horizontal" size="xs">
						<Button
							formAction="none"
							disabled={!saved.confirmed || email !== saved.email}
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
					{set.error && !fieldError && <ProblemAlert isAnswer error={set.error} />}
					<UnconfirmedNotice saved={saved} />
					<FormField label={t.label} constraintText={`${t.hint} ${t.testHint}`} errorText={fieldError}>
						<Input
							type="email"
							inputMode="email"
							autoComplete="email"
							value={email}
							onChange={({ detail }) => setEmail(detail.value)}
						/>
					</FormField>
					{saved.email !== null && email === saved.email && (
						<StatusIndicator type={saved.confirmed ? "success" : "pending"}>
							{saved.confirmed ? t.isConfirmed : t.isUnconfirmed}
						</StatusIndicator>
					)}
				</SpaceBetween>
			</Form>
		</form>
	);
}

const taken = (problem: ApiProblem) => (problem.code === "email-taken" ? problem.title : undefined);
