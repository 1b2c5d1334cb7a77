import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { MailAddressAnswer, TestMailAnswer } from "../../../shared/mail-address/answer.ts";
import { useApi } from "./api-context.tsx";

const key = ["mail-address"];

export function useMailAddress() {
	const api = useApi();
	return useQuery({
		queryKey: key,
		// Requested again on return to the tab: the link may have been followed in another one.
		queryFn: ({ signal }) => api<MailAddressAnswer>("/me/email", { signal }).then(({ body }) => body),
	});
}

export function useSetMailAddress() {
	const api = useApi();
	const client = useQueryClient();
	return useMutation({
		mutationFn: (email: string | null) =>
			api<MailAddressAnswer>("/me/email", { method: "PUT", body: { email } }).then(({ body }) => body),
		onSuccess: (answer) => client.setQueryData(key, answer),
	});
}

/** Confirms an address with the token of the mailed link. */
export function useConfirmMailAddress() {
	const api = useApi();
	const client = useQueryClient();
	return useMutation({
		mutationFn: (token: string) =>
			api<MailAddressAnswer>("/me/email/confirm", { method: "POST", body: { token }, once: true }).then(
				({ body }) => body,
			),
		onSuccess: (answer) => client.setQueryData(key, answer),
	});
}

export function useSendTestMail() {
	const api = useApi();
	return useMutation({
		mutationFn: () =>
			api<TestMailAnswer>("/me/email/test", { method: "POST", once: true }).then(({ body }) => body.email),
	});
}
