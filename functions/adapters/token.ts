import type { PreTokenGenerationV2TriggerEvent, PreTokenGenerationV3TriggerEvent } from "aws-lambda";
import * as z from "zod";
import { machineOf } from "../../shared/caller/machine.ts";
import { idSchema, roles, tenantIdSchema } from "../../shared/directory/model.ts";

/** Version 3 is for people, and for machines, which have no user. */
type TokenEvent = PreTokenGenerationV2TriggerEvent | PreTokenGenerationV3TriggerEvent;

/** What an administrator of the pool sets for each user; no user can change it. */
const userSchema = z.object({
	"custom:tenant": tenantIdSchema,
	"custom:account": idSchema,
	"custom:role": z.enum(roles),
});
/** A user whom an identity provider logged in: the user pool names the provider, and the provider names the account. */
const guestSchema = z.object({
	identities: z
		.string()
		.transform((text) => JSON.parse(text) as unknown)
		.pipe(z.tuple([z.object({ providerName: z.string() })])),
	preferred_username: idSchema,
});
const accountSchema = z.object({ tenantId: tenantIdSchema, accountId: idSchema });

/**
 * Puts tenant, account and role into the access token before the user pool signs it. The token of a machine, or of
 * somebody whom a tenant's identity provider logged in, has no role, which the directory knows. Without a known tenant
 * and account, no token is issued.
 * @param tenants of identity providers, by their names; a tenant that a provider reports is ignored
 */
export function tokenHandler() {
	return ({ tenants }: { tenants: ReadonlyMap<string, string> }) =>
		async (event: TokenEvent): Promise<TokenEvent> => {
			event.response = {
				claimsAndScopeOverrideDetails: { accessTokenGeneration: { claimsToAddOrOverride: claimsOf(event, tenants) } },
			};
			return event;
		};
}

function claimsOf(
	{ triggerSource, request }: TokenEvent,
	tenants: ReadonlyMap<string, string>,
): Record<string, string> {
	if (triggerSource === "TokenGeneration_ClientCredentials") return accountClaims(machineOf(request.scopes ?? []));
	const attributes: Record<string, unknown> = request.userAttributes;
	if (attributes["cognito:user_status"] !== "EXTERNAL_PROVIDER") return userClaims(attributes);
	const { identities, preferred_username } = guestSchema.parse(attributes);
	return accountClaims({ tenantId: tenants.get(identities[0].providerName), accountId: preferred_username });
}

function userClaims(attributes: unknown): Record<string, string> {
	const user = userSchema.parse(attributes);
	return { tenant: user["custom:tenant"], account: user["custom:account"], role: user["custom:role"] };
}

function accountClaims(account: unknown): Record<string, string> {
	const { tenantId, accountId } = accountSchema.parse(account);
	return { tenant: tenantId, account: accountId };
}
