import type { Caller } from "../caller/model.ts";
import type { Directory } from "../directory/model.ts";
import { directoryKey, toDirectory } from "../directory/reader.ts";
import type { Item } from "../platform/dynamodb.ts";
import { fillTemplate, tableKey } from "../platform/keys.ts";
import { composed } from "../platform/provider.ts";
import type { TableReader } from "../platform/table-reader.ts";
import { tableReader } from "../platform/table-reader.ts";
import type { Claim, Unconfirmed } from "./model.ts";
import { claimFields, claimTemplates, unconfirmedFields, unconfirmedTemplates } from "./schema.ts";

export type MailAddressReader = ReturnType<typeof createMailAddressReader>;

function createMailAddressReader(table: TableReader) {
	const keyOf = ({ tenantId, accountId }: Caller): Item => ({
		[tableKey.pk]: { S: fillTemplate(unconfirmedTemplates.pk, { tenantId, accountId }) },
		[tableKey.sk]: { S: unconfirmedTemplates.sk },
	});
	return {
		/**
		 * An account's unconfirmed address, and the claim on a wanted address; one call, strongly consistent. The caller
		 * must check expiry.
		 */
		async findUnconfirmed(
			caller: Caller,
			wanted?: string,
		): Promise<{ unconfirmed: Unconfirmed | undefined; claim: Claim | undefined }> {
			const keys = [keyOf(caller), ...(wanted === undefined ? [] : [claimKey(caller.tenantId, wanted)])];
			const items = await table.batchGet(keys, { consistent: true });
			const ofKind = (sortKey: string) => items.find((item) => item[tableKey.sk]?.S === sortKey);
			return { unconfirmed: decode(ofKind(unconfirmedTemplates.sk)), claim: decodeClaim(ofKind(claimTemplates.sk)) };
		},

		/** The same, with the caller's account and mail settings; one call, strongly consistent. */
		async findForCaller(caller: Caller): Promise<{ directory: Directory; unconfirmed: Unconfirmed | undefined }> {
			const { tenantId, accountId: id } = caller;
			const references = [{ kind: "tenant" }, { kind: "account", id }, { kind: "mailAddress", id }] as const;
			const keys = [...references.map((reference) => directoryKey(tenantId, reference)), keyOf(caller)];
			const items = await table.batchGet(keys, { consistent: true });
			const unconfirmed = items.find((item) => item[tableKey.sk]?.S === unconfirmedTemplates.sk);
			return { directory: toDirectory(items), unconfirmed: decode(unconfirmed) };
		},
	};
}

function claimKey(tenantId: string, email: string): Item {
	return {
		[tableKey.pk]: { S: fillTemplate(claimTemplates.pk, { tenantId, email }) },
		[tableKey.sk]: { S: claimTemplates.sk },
	};
}

function decodeClaim(item: Item | undefined): Claim | undefined {
	if (!item) return undefined;
	const expiresAt = item[claimFields.expiresAt]?.N;
	return { accountId: item[claimFields.accountId]?.S ?? "", expiresAt: expiresAt ? Number(expiresAt) : undefined };
}

function decode(item: Item | undefined): Unconfirmed | undefined {
	if (!item) return undefined;
	const { email, tokenHash, expiresAt } = unconfirmedFields;
	return {
		email: item[email]?.S ?? "",
		tokenHash: item[tokenHash]?.S ?? "",
		expiresAt: Number(item[expiresAt]?.N),
	};
}

export const mailAddressReader = composed(createMailAddressReader, tableReader);
