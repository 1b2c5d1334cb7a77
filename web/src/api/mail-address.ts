import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { MailAddressAnswer, TestMailAnswer } from "../../../shared/mail-address/answer.ts";
import { useApi } from "./api-context.tsx";

const key = ["mail-address"];

export function useMailAddress() {
	const api = useApi();
	return useQuery({
		queryKey: key,
		queryFn: ({ signal }) => api<MailAddressAnswer>("/me/email", { signal }).then(({ body }) => body.email),
		refetchOnWindowFocus: false,
	});
}

export function useSetMailAddress() {
	const api = useApi();
	const client = useQueryClient();
	return useMutation({
		mutationFn: (email: string | null) =>
			api<MailAddressAnswer>("/me/email", { method: "PUT", body: { email } }).then(({ body }) => body.email),
		onSuccess: (email) => client.setQueryData(key, email),
	});
}

export function useSendTestMail() {
	const api = useApi();
	return useMutation({
		mutationFn: () =>
			api<TestMailAnswer>("/me/email/test", { method: "POST", once: true }).then(({ body }) => body.email),
	});
}
