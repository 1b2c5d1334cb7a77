import { composed, variable } from "../platform/provider.ts";
import { readProviderTenants } from "./identity-provider.ts";

/** Which tenant's people each identity provider knows. */
export const providerTenants = composed((text) => readProviderTenants(text ?? ""), variable("IDENTITY_PROVIDERS"));
