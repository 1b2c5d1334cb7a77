import { readProviderTenants } from "../../shared/caller/identity-provider.ts";
import { tokenEnv } from "../../shared/platform/deps.ts";
import { lambda } from "../adapters/lambda.ts";
import { tokenHandler } from "../adapters/token.ts";

export const createHandler = tokenHandler();

export const handler = lambda(createHandler, tokenEnv, ({ IDENTITY_PROVIDERS = "" }) =>
	readProviderTenants(IDENTITY_PROVIDERS),
);
