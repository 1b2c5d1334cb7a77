import * as z from "zod";
import { roles } from "../directory/model.ts";
import type { Deps } from "../platform/deps.ts";
import { authorize } from "./authorize.ts";
import type { Caller } from "./model.ts";

export const meSchema = z.object({
	tenantId: z.string(),
	tenantName: z.string(),
	accountId: z.string(),
	name: z.string(),
	role: z.enum(roles),
	email: z.nullable(z.string()),
	campaignIds: z
		.nullable(z.array(z.string()))
		.meta({ description: "The campaigns granted to a supervisor; null for the other roles." }),
});

/**
 * Who the caller is, as the directory knows them.
 * @throws AppError `forbidden`
 */
export async function getMe(
	{ directoryReader }: Pick<Deps, "directoryReader">,
	{ caller }: { caller: Caller },
): Promise<z.infer<typeof meSchema>> {
	const { tenantId, accountId } = caller;
	const directory = await directoryReader.find(tenantId, [{ kind: "tenant" }, { kind: "account", id: accountId }]);
	const { name, role, email, campaignIds } = authorize(directory, caller);
	return {
		tenantId,
		tenantName: directory.tenant?.name ?? "",
		accountId,
		name,
		role,
		email: email ?? null,
		campaignIds: role === "supervisor" ? campaignIds : null,
	};
}
