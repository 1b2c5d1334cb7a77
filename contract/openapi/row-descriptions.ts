import { columns, columnTable, nextActionLabels, type Texts, talkedWithLabels } from "../../shared/column/model.ts";

/** Descriptions of a row's members, beside their columns' labels. */
export const rowMembers: Record<string, string> = {
	callId: ": unique among the tenant's calls.",
	callerId: ": the number that the customer was shown.",
	name: ", as it was when the call was made.",
	kana: ", as it was when the call was made.",
	phone: ": national digits, or `+` and digits for a number abroad; with a label or an extension as it was sent.",
	agentId: ": the id; null if no agent took the call.",
	talkedWith: `: ${codesOf(talkedWithLabels)}.`,
	resultId: ": a result of the campaign, or of the system (`timeout`, `no_agent`, …).",
	nextAction: `: ${codesOf(nextActionLabels)}.`,
	recording: ": the newest; null if there is none.",
	updatedAt: "; `createdAt` if nothing was corrected.",
	updatedBy: ": the account that made the latest correction.",
};

/** Descriptions of the members of a row. */
export const rowDescriptions: Record<string, string> = {
	...Object.fromEntries(
		columns.flatMap((column) => {
			const { kind, of, label } = columnTable[column];
			const members =
				kind === "reference"
					? ([
							[of, ": the id."],
							[column, ": the name."],
						] as const)
					: ([[column, "."]] as const);
			return members.map(([member, usual]) => [member, `${label.ja} / ${label.en}${rowMembers[member] ?? usual}`]);
		}),
	),
	customerId: "顧客 / Customer: the id.",
	editable: "Whether this caller may correct the record now, and if not, why.",
};

/** `self` 本人, … */
function codesOf(labels: Record<string, Texts>): string {
	return Object.entries(labels)
		.map(([code, { ja }]) => `\`${code}\` ${ja}`)
		.join(", ");
}
