import { mailAddressAnswerSchema, testMailAnswerSchema } from "../../../shared/mail-address/answer.ts";
import { confirmationSchema, mailAddressRequestSchema } from "../../../shared/mail-address/model.ts";
import { meExample } from "../examples.ts";
import type { Operations } from "../operation.ts";
import { withBody } from "../problems.ts";

const email = meExample.email ?? "";
const confirmed = { email, confirmed: true, confirmBy: null, mailsGoTo: email };
const waiting = { email, confirmed: false, confirmBy: "2026-11-21T15:00:00+09:00", mailsGoTo: null };

export const mailAddressOperations = {
	"get-email": {
		tag: "Caller",
		summary: "Get my mail address",
		description:
			"The address that is notified when an asynchronous search ends: the one that the caller set, or else the one " +
			"that the administration registered. Mails go only to a confirmed address: `mailsGoTo`.",
		answer: { description: "The address", schema: mailAddressAnswerSchema, example: confirmed },
		problems: [],
	},
	"set-email": {
		tag: "Caller",
		summary: "Set my mail address",
		description:
			"Takes precedence over what the administration registers, now and later; `null` turns mails off. No upper " +
			"case, no full-width characters, and no address of another account of the tenant. A new address is sent a " +
			"link, and is used once it is confirmed; until then mails go where they went before. The address is reserved " +
			"for a day. Setting the same address again sends another link without extending that day, and invalidates the " +
			"former link. At most 20 mails an hour for each account, and 5 links a day to one address.",
		body: {
			schema: mailAddressRequestSchema,
			examples: {
				set: { summary: "An address", value: { email } },
				clear: { summary: "No mails", value: { email: null } },
			},
		},
		answer: { description: "The address as it is now", schema: mailAddressAnswerSchema, example: waiting },
		problems: [...withBody, "email-taken", "too-many-mails", "mail-not-sent"],
	},
	"confirm-email": {
		tag: "Caller",
		summary: "Confirm my address",
		description:
			"With the token from the mailed link: the part after `#`. Valid once, for a day, and only for the account that " +
			"set the address. Opening the link alone confirms nothing.",
		once: true,
		body: {
			schema: confirmationSchema,
			examples: {
				token: { summary: "A token", value: { token: "q4E0o1Yw3bYv9c0m0xkXo5n3p8Qm2s7tZ1hV6uJ4aBc" } },
			},
		},
		answer: {
			description: "The address, which now gets the mails",
			schema: mailAddressAnswerSchema,
			example: confirmed,
		},
		problems: [...withBody, "confirmation-invalid", "email-taken"],
	},
	"send-test-email": {
		tag: "Caller",
		summary: "Send me a test mail",
		description: "Sends a mail to the caller's confirmed address, to check that it arrives.",
		once: true,
		answer: {
			description: "The mail is on its way",
			status: 202,
			schema: testMailAnswerSchema,
			example: { email },
		},
		problems: [
			"email-missing",
			"email-unconfirmed",
			"too-many-mails",
			"mail-not-sent",
			"mail-outcome-unknown",
			"outcome-unknown",
		],
	},
} as const satisfies Operations;
