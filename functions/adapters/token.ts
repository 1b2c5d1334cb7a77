import type { PreTokenGenerationV2TriggerEvent, PreTokenGenerationV3TriggerEvent } from "aws-lambda";
import * as z from "zod";
import { machineOf } from "../../shared/caller/machine.ts";
import { idSchema, roles, tenantIdSchema } from "../../shared/directory/model.ts";

/** Trigger version 3, for both people and machines; machines have no user. */
type TokenEvent = PreTokenGenerationV2TriggerEvent | PreTokenGenerationV3TriggerEvent;

/** What an administrator of the pool sets for each user, and no user can change. */
const userSchema = z.object({
	"custom:tenant": tenantIdSchema,
	"custom:account": idSchema,
	"custom:role": z.enum(roles),
});
const machineSchema = z.object({ tenantId: tenantIdSchema, accountId: idSchema });

/**
 * Puts tenant, account and role into the access token before the user pool signs it; a machine's has no role, which the directory
 * knows. A user who lacks one of them, and a client whose scopes name no machine, get no token at all.
 */
export function tokenHandler() {
	return () =>
		async (event: TokenEvent): Promise<TokenEvent> => {
			const claimsToAddOrOverride =
				event.triggerSource === "TokenGeneration_ClientCredentials"
					? machineClaims(event.request.scopes)
					: userClaims(event.request.userAttributes);
			event.response = { claimsAndScopeOverrideDetails: { accessTokenGeneration: { claimsToAddOrOverride } } };
			return event;
		};
}

function userClaims(attributes: unknown): Record<string, string> {
	const user = userSchema.parse(attributes);
	return { tenant: user["custom:tenant"], account: user["custom:account"], role: user["custom:role"] };
}

function machineClaims(scopes: readonly string[] = []): Record<string, string> {
	const { tenantId, accountId } = machineSchema.parse(machineOf(scopes));
	return { tenant: tenantId, account: accountId };
}
