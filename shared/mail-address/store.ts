import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { Service } from "electrodb";
import { dynamoDbClient, tableName } from "../platform/dynamodb.ts";
import { AppError } from "../platform/errors.ts";
import { backOff } from "../platform/pause.ts";
import { composed } from "../platform/provider.ts";
import { createClaimEntity, createSettingEntity, createUnconfirmedEntity, letter } from "./entities.ts";
import { isLive, type Setting, type Unconfirmed } from "./model.ts";

const conflictRetries = 8;

export type MailAddressStore = ReturnType<typeof createMailAddressStore>;

/** A change of an account's address: what was read, and what it becomes. */
interface MailAddressChange {
	tenantId: string;
	accountId: string;
	/** The address in the account's own setting, and the unconfirmed one, as they were read. */
	own: string | undefined;
	former: Unconfirmed | undefined;
	/** Without an address: no mails. Undefined: unchanged. */
	setting: Setting | undefined;
	/** The new unconfirmed address. */
	unconfirmed: Unconfirmed | undefined;
	/** Epoch milliseconds. */
	now: number;
}

function createMailAddressStore(client: DynamoDBClient, table: string) {
	const all = new Service({
		settings: createSettingEntity(client, table),
		unconfirmed: createUnconfirmedEntity(client, table),
		claims: createClaimEntity(client, table),
	});
	type Entities = Parameters<Parameters<typeof all.transaction.write>[0]>[0];

	/** The account's own setting, which must be unchanged since it was read. */
	function settingStep({ settings }: Entities, { tenantId, accountId: id, own, setting, now }: MailAddressChange) {
		const key = { tenantId, letter, id };
		const step = setting ? settings.put({ ...key, ...setting, savedAt: now }) : settings.check(key);
		return step
			.where(({ email }, { notExists, eq }) => (own === undefined ? notExists(email) : eq(email, own)))
			.commit();
	}

	/** The unconfirmed address, which must be unchanged since it was read, so that a token works once. */
	function unconfirmedSteps(entities: Entities, { tenantId, accountId, former, unconfirmed }: MailAddressChange) {
		if (!unconfirmed && !former) return [];
		const key = { tenantId, accountId };
		const step = unconfirmed ? entities.unconfirmed.put({ ...key, ...unconfirmed }) : entities.unconfirmed.delete(key);
		return [
			step
				.where(({ tokenHash }, { notExists, eq }) => (former ? eq(tokenHash, former.tokenHash) : notExists(tokenHash)))
				.commit(),
		];
	}

	/** A claim on each address that the account now has or waits for, and none on former ones. */
	function claimSteps({ claims }: Entities, change: MailAddressChange) {
		const { tenantId, accountId, own, former, setting, unconfirmed, now } = change;
		const seconds = Math.floor(now / 1000);
		const confirmed = setting ? setting.email : own;
		// An expired claim may belong to another account by now; the table deletes it.
		const held = [own, isLive(former, now) ? former.email : undefined].filter((email) => email !== undefined);
		const released = new Set(held.filter((email) => email !== confirmed && email !== unconfirmed?.email));
		const confirming = confirmed !== undefined && confirmed !== own ? [confirmed] : [];
		return [
			...confirming.map((email) =>
				claims
					.put({ tenantId, email, accountId })
					.where(
						(claim, { notExists, eq, lte }) =>
							`${notExists(claim.accountId)} OR ${eq(claim.accountId, accountId)} OR ${lte(claim.expiresAt, seconds)}`,
					)
					.commit(),
			),
			...(unconfirmed
				? [
						claims
							.put({ tenantId, email: unconfirmed.email, accountId, expiresAt: unconfirmed.expiresAt })
							.where((claim, { exists, notExists, eq, lte }) => {
								const isFree = `${notExists(claim.accountId)} OR ${lte(claim.expiresAt, seconds)}`;
								return `${isFree} OR (${eq(claim.accountId, accountId)} AND ${exists(claim.expiresAt)})`;
							})
							.commit(),
					]
				: []),
			...[...released].map((email) =>
				claims
					.delete({ tenantId, email })
					.where((claim, { eq }) => eq(claim.accountId, accountId))
					.commit(),
			),
		];
	}

	return {
		/**
		 * Changes an account's address and the claims in one transaction: an account has a claim on exactly the addresses
		 * in its setting and its unconfirmed entry. The claim on an unconfirmed address ends after a day.
		 * @returns "stale" if something has changed since it was read, "taken" if another account has a claim on the
		 *   address
		 * @throws AppError `unavailable` (constant contention)
		 */
		async change(change: MailAddressChange): Promise<"changed" | "stale" | "taken"> {
			for (let attempt = 0; attempt < conflictRetries; attempt++) {
				let seen = 1;
				const result = await all.transaction
					.write((entities) => {
						const unconfirmed = unconfirmedSteps(entities, change);
						seen = 1 + unconfirmed.length;
						return [settingStep(entities, change), ...unconfirmed, ...claimSteps(entities, change)] as never;
					})
					.go();
				if (!result.canceled) return "changed";
				const codes = (result.data as { code?: string }[]).map((item) => item?.code);
				if (codes.slice(0, seen).includes("ConditionalCheckFailed")) return "stale";
				if (codes.includes("ConditionalCheckFailed")) return "taken";
				await backOff(attempt, 10);
			}
			throw new AppError("contended", "other writers kept the address busy");
		},
	};
}

export const mailAddresses = composed(createMailAddressStore, dynamoDbClient, tableName);
