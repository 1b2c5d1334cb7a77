import * as z from "zod";
import type { Directory, MailAddressSetting } from "../directory/model.ts";
import { fieldCode } from "../problem/field-model.ts";

const maxLength = 254;
const format = z.email();

/**
 * An address that an account sets. Each has one spelling, so that comparing shows whether it is unique in the tenant.
 */
const mailAddressSchema = z
	.string()
	.trim()
	.refine((text) => text.length <= maxLength, { ...fieldCode("too-long", { max: maxLength }), abort: true })
	.refine((text) => format.safeParse(text).success && text.indexOf("@") <= 64, {
		...fieldCode("email-format"),
		abort: true,
	})
	.refine((text) => text === text.toLowerCase(), fieldCode("email-upper-case"))
	.meta({ description: "No upper case, no full-width characters; unique in the tenant.", format: "email" });

/** `null` = no mails. */
export const mailAddressRequestSchema = z.strictObject({ email: z.nullable(mailAddressSchema) });

/** What a link passes to the console: 32 random bytes. */
export const confirmationSchema = z.strictObject({ token: z.string().regex(/^[\w-]{43}$/) });

/** How long a link is valid, and an unconfirmed address reserved. */
export const linkSeconds = 86_400;

/** An address that an account has set but not confirmed. */
export interface Unconfirmed {
	email: string;
	/** The hash of the link's token, so that readers of the table cannot confirm. */
	tokenHash: string;
	/** Epoch seconds. */
	expiresAt: number;
}

/** An account's own setting; without an address, it gets no mails. */
export type Setting = Omit<MailAddressSetting, "accountId">;

/** An account's claim on an address; it expires if the address is unconfirmed. */
export interface Claim {
	accountId: string;
	/** Epoch seconds. */
	expiresAt: number | undefined;
}

export function isLive(unconfirmed: Unconfirmed | undefined, now: number): unconfirmed is Unconfirmed {
	return unconfirmed !== undefined && unconfirmed.expiresAt * 1000 > now;
}

/**
 * Where an account's mails go: its own setting, including "no mails", takes precedence over the administration's
 * events.
 */
export function mailAddressOf(
	{ accounts, mailAddresses }: Pick<Directory, "accounts" | "mailAddresses">,
	accountId: string,
): string | undefined {
	const own = mailAddresses.get(accountId);
	return own ? own.email : accounts.get(accountId)?.email?.toLowerCase();
}

/** Whether another account's mails go to this address, or another account has set it within the last day. */
export function isTaken(
	directory: Pick<Directory, "accounts" | "mailAddresses">,
	claim: Claim | undefined,
	{ email, accountId, now }: { email: string; accountId: string; now: number },
): boolean {
	const isOver = claim?.expiresAt !== undefined && claim.expiresAt * 1000 <= now;
	if (claim && claim.accountId !== accountId && !isOver) return true;
	for (const other of directory.accounts.keys()) {
		if (other !== accountId && mailAddressOf(directory, other) === email) return true;
	}
	return false;
}
