import type { Account, Directory } from "../directory/model.ts";
import { AppError } from "../platform/errors.ts";
import type { Caller } from "./model.ts";

/**
 * The caller's account.
 * @throws AppError `forbidden`: outbound-option-required, account-unknown, account-inactive
 */
export function authorize(directory: Pick<Directory, "tenant" | "accounts">, caller: Caller): Account {
	if (!directory.tenant?.outboundOption) {
		throw new AppError("outbound-option-required", "the tenant has no outbound option");
	}
	const account = directory.accounts.get(caller.accountId);
	if (!account) throw new AppError("account-unknown", "no such account in the tenant");
	if (!account.active) throw new AppError("account-inactive", "the account is inactive");
	return account;
}

/** @throws AppError `forbidden` (admin-only) */
export function requireAdmin({ role }: Account): void {
	if (role !== "admin") throw new AppError("admin-only", "for administrators only");
}
