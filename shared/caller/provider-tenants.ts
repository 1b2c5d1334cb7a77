import { composed, variable } from "../platform/provider.ts";
import { readProviderTenants } from "./identity-provider.ts";

/** The tenant whose people each identity provider authenticates. */
export const providerTenants = composed((text) => readProviderTenants(text ?? ""), variable("IDENTITY_PROVIDERS"));
