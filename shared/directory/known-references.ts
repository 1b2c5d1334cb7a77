import { composed } from "../platform/provider.ts";
import { type Directory, systemResults } from "./model.ts";
import type { DirectoryReader, DirectoryReference } from "./reader.ts";
import { directoryReader } from "./reader.ts";

/** References that a call can do without: if one is unknown, the call shows its id instead of a name. */
interface CallReferences {
	campaignId: string;
	resultId?: string | undefined;
	agentId?: string | undefined;
	customerListId?: string | undefined;
	callingGroupId?: string | undefined;
}

export type ReferenceName = keyof CallReferences;

export type KnownReferences = ReturnType<typeof createKnownReferences>;

/** How long a found reference is cached, in milliseconds; reading it again costs each process a read unit. */
const rememberedMs = 300_000;

function createKnownReferences({ find }: DirectoryReader) {
	let known = new Set<string>();
	let since = 0;

	return {
		/**
		 * At most one round trip.
		 * @param now epoch milliseconds
		 * @returns for each of a tenant's calls, the members with unknown references
		 */
		async findUnknown<Call extends CallReferences>(
			tenantId: string,
			calls: readonly Call[],
			now: number,
		): Promise<Map<Call, ReferenceName[]>> {
			if (now - since > rememberedMs) [known, since] = [new Set(), now];
			const unknownIn = (call: Call) =>
				names.filter((name) => call[name] !== undefined && !known.has(keyOf(tenantId, name, call)));
			const sought = new Map(
				calls.flatMap((call) =>
					unknownIn(call).map((name) => {
						const reference = referenceOf(name, call);
						return [`${reference.kind}#${reference.id}`, reference] as const;
					}),
				),
			);
			if (sought.size > 0) {
				const found = await find(tenantId, [...sought.values()], { consistent: true });
				for (const call of calls) {
					for (const name of unknownIn(call)) if (isIn(found, name, call)) known.add(keyOf(tenantId, name, call));
				}
			}
			return new Map(calls.map((call) => [call, unknownIn(call)]));
		},
	};
}

const kinds = {
	campaignId: "campaign",
	resultId: "campaign",
	agentId: "account",
	customerListId: "customerList",
	callingGroupId: "callingGroup",
} as const;
const names = Object.keys(kinds) as ReferenceName[];

function keyOf(tenantId: string, name: ReferenceName, call: CallReferences): string {
	return [tenantId, name, call[name], ...(name === "resultId" ? [call.campaignId] : [])].join("#");
}

/** The item that defines it: for a result, its campaign. */
function referenceOf(name: ReferenceName, call: CallReferences): DirectoryReference {
	return { kind: kinds[name], id: call[name === "resultId" ? "campaignId" : name] };
}

function isIn(found: Directory, name: ReferenceName, { campaignId, resultId = "", ...call }: CallReferences): boolean {
	const campaign = found.campaigns.get(campaignId);
	switch (name) {
		case "campaignId":
			return campaign !== undefined;
		case "resultId":
			return (
				Object.hasOwn(systemResults, resultId) || (campaign?.results.some((one) => one.resultId === resultId) ?? false)
			);
		case "agentId":
			return found.accounts.has(call.agentId ?? "");
		case "customerListId":
			return found.customerLists.has(call.customerListId ?? "");
		case "callingGroupId":
			return found.callingGroups.has(call.callingGroupId ?? "");
	}
}

export const knownReferences = composed(createKnownReferences, directoryReader);
