import * as z from "zod";
import { answeredTimeSchema } from "../time/answer.ts";

export const mailAddressAnswerSchema = z.object({
	email: z.nullable(z.string()),
	confirmed: z.boolean(),
	confirmBy: z.nullable(answeredTimeSchema),
	mailsGoTo: z.nullable(z.string()),
});
export type MailAddressAnswer = z.infer<typeof mailAddressAnswerSchema>;

export const testMailAnswerSchema = z.object({ email: z.string() });
export type TestMailAnswer = z.infer<typeof testMailAnswerSchema>;
