import * as z from "zod";
import type { Directory } from "../directory/model.ts";

const maxLength = 254;
const format = z.email();

/** An address as an account sets its own: one spelling each, so that "unique in the tenant" can be told by comparing. */
const mailAddressSchema = z
	.string()
	.trim()
	.refine((text) => text.length <= maxLength, { params: { code: "too-long", max: maxLength }, abort: true })
	.refine((text) => format.safeParse(text).success && text.indexOf("@") <= 64, {
		params: { code: "email-format" },
		abort: true,
	})
	.refine((text) => text === text.toLowerCase(), { params: { code: "email-upper-case" } })
	.meta({ description: "No upper case, no full-width characters; unique in the tenant.", format: "email" });

/** `null` = no mails. */
export const mailAddressRequestSchema = z.strictObject({ email: z.nullable(mailAddressSchema) });

/**
 * Where an account's mails go: what it has set itself, be it that it wants none, goes before what the administration's
 * events say.
 */
export function mailAddressOf(
	{ accounts, mailAddresses }: Pick<Directory, "accounts" | "mailAddresses">,
	accountId: string,
): string | undefined {
	const own = mailAddresses.get(accountId);
	return own ? own.email : accounts.get(accountId)?.email?.toLowerCase();
}

/** Whether the mails of another account go to this address. */
export function isTaken(
	directory: Pick<Directory, "accounts" | "mailAddresses">,
	email: string,
	accountId: string,
): boolean {
	for (const other of directory.accounts.keys()) {
		if (other !== accountId && mailAddressOf(directory, other) === email) return true;
	}
	return false;
}
