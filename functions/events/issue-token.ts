import { providerTenants } from "../../shared/caller/provider-tenants.ts";
import { lambda } from "../adapters/lambda.ts";
import { tokenHandler } from "../adapters/token.ts";

export const createHandler = tokenHandler();

export const handler = lambda(createHandler, { tenants: providerTenants });
