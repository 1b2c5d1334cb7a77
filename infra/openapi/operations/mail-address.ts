import { mailAddressAnswerSchema, testMailAnswerSchema } from "../../../shared/mail-address/answer.ts";
import { mailAddressRequestSchema } from "../../../shared/mail-address/model.ts";
import { meExample } from "../examples.ts";
import type { Operations } from "../operation.ts";
import { withBody } from "../problems.ts";

const { email } = meExample;

export const mailAddressOperations = {
	"get-email": {
		tag: "Caller",
		summary: "Where my mails go",
		description:
			"The address that the caller is told at when an asynchronous search has ended: what they have set themselves, or " +
			"else what the administration has registered.",
		answer: { description: "The address", schema: mailAddressAnswerSchema, example: { email } },
		problems: [],
	},
	"set-email": {
		tag: "Caller",
		summary: "Set where my mails go",
		description:
			"Goes before what the administration has registered, now and later; `null` = no mails. No upper case, no " +
			"full-width characters, and no address of another account of the tenant.",
		body: {
			schema: mailAddressRequestSchema,
			examples: {
				set: { summary: "An address", value: { email } },
				clear: { summary: "No mails", value: { email: null } },
			},
		},
		answer: { description: "The address as it is now", schema: mailAddressAnswerSchema, example: { email } },
		problems: [...withBody, "email-taken"],
	},
	"send-test-email": {
		tag: "Caller",
		summary: "Send me a test mail",
		description: "Sends a mail to the caller's address, so that they see whether it comes in.",
		once: true,
		answer: {
			description: "The mail is on its way",
			status: 202,
			schema: testMailAnswerSchema,
			example: { email: email ?? "" },
		},
		problems: ["email-missing", "mail-not-sent", "mail-not-confirmed", "outcome-unknown"],
	},
} as const satisfies Operations;
