/** The tenant whose people an identity provider authenticates. */
interface ProviderTenant {
	/** In the user pool. */
	name: string;
	tenant: string;
}

/** `acme-sso=acme,harbour-sso=harbour`: the format of the function's environment variable. */
export function writeProviderTenants(providers: readonly ProviderTenant[]): string {
	return providers.map(({ name, tenant }) => `${name}=${tenant}`).join();
}

/** Tenants by their providers' names. */
export function readProviderTenants(text: string): ReadonlyMap<string, string> {
	return new Map(text.split(",").flatMap((pair) => (pair ? [pair.split("=") as [string, string]] : [])));
}
