import type { Deps } from "../platform/deps.ts";

/** Whether a tenant is there at this moment. */
export async function isTenantThere(
	{ directoryReader }: Pick<Deps, "directoryReader">,
	tenantId: string,
): Promise<boolean> {
	const { tenant } = await directoryReader.find(tenantId, [{ kind: "tenant" }], { consistent: true });
	return tenant !== undefined;
}
