import { nothingPacked } from "../../../shared/pack/model.ts";
import type { Row } from "../../../shared/search/answer.ts";
import { type SearchRequest, searchSchema } from "../../../shared/search/model.ts";
import { type SearchDeps, searchCallHistories } from "../../../shared/search/search-call-histories.ts";
import { wholePeriod } from "../people.ts";
import { accounts, tenant } from "../tenant.ts";
import type { Audited } from "./audited.ts";
import { objectKeys } from "./objects.ts";

const caller = { tenantId: tenant, accountId: accounts.admin };
const narrowed = [{}, { name: "高橋" }, { memo: "訂正" }, { keyword: "初回" }, { phoneEndsWith: "7" }];

/** Closed time is packed, and packs agree with the table. */
export async function auditPacks(audited: Audited): Promise<string[]> {
	const { deps } = audited;
	const findings: string[] = [];
	const packs = await objectKeys(audited, "packs");
	if (packs.length === 0) findings.push("nothing is packed");
	const plain: SearchDeps = { ...deps, packReader: { ...deps.packReader, load: async () => nothingPacked } };
	for (const conditions of narrowed) {
		const request = { period: wholePeriod, ...conditions, page: { size: 1000 } };
		const [packed, read] = [await rowsOf(deps, request), await rowsOf(plain, request)];
		const differing = packed.filter((row, index) => JSON.stringify(row) !== JSON.stringify(read[index]));
		if (packed.length !== read.length || differing.length > 0) {
			const sample = differing[0]?.callId ?? "";
			findings.push(
				`${JSON.stringify(conditions)}: ${packed.length} rows packed, ${read.length} in the table; ${sample}`,
			);
		}
	}
	return findings;
}

async function rowsOf(deps: SearchDeps, body: object): Promise<Row[]> {
	const rows: Row[] = [];
	let request: SearchRequest = searchSchema.parse(body);
	for (;;) {
		const { rows: page, nextCursor } = await searchCallHistories(deps, { caller, request });
		rows.push(...page);
		if (!nextCursor) return rows;
		request = { ...request, page: { ...request.page, cursor: nextCursor } };
	}
}
