import type { DirectoryReader } from "./reader.ts";

/** Whether a tenant currently exists. */
export async function isTenantThere(
	{ directoryReader }: { directoryReader: DirectoryReader },
	tenantId: string,
): Promise<boolean> {
	const { tenant } = await directoryReader.find(tenantId, [{ kind: "tenant" }], { consistent: true });
	return tenant !== undefined;
}
