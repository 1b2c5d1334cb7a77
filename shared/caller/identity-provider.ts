/** Whose people an identity provider logs in. */
interface ProviderTenant {
	/** In the user pool. */
	name: string;
	tenant: string;
}

/** `acme-sso=acme,harbour-sso=harbour`: as the function that makes the claims is told. */
export function writeProviderTenants(providers: readonly ProviderTenant[]): string {
	return providers.map(({ name, tenant }) => `${name}=${tenant}`).join();
}

/** Tenants by their providers' names. */
export function readProviderTenants(text: string): ReadonlyMap<string, string> {
	return new Map(text.split(",").flatMap((pair) => (pair ? [pair.split("=") as [string, string]] : [])));
}
