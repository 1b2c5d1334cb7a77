import type { PreTokenGenerationV2TriggerEvent } from "aws-lambda";
import * as z from "zod";
import { idSchema, roles, tenantIdSchema } from "../../shared/directory/model.ts";

/** What an administrator of the pool sets for each user, and no user can change. */
const userSchema = z.object({
	"custom:tenant": tenantIdSchema,
	"custom:account": idSchema,
	"custom:role": z.enum(roles),
});

/**
 * Puts tenant, account and role into the access token before the user pool signs it. A user who lacks one of them gets no
 * token at all.
 */
export function tokenHandler() {
	return () =>
		async (event: PreTokenGenerationV2TriggerEvent): Promise<PreTokenGenerationV2TriggerEvent> => {
			const user = userSchema.parse(event.request.userAttributes);
			const claimsToAddOrOverride = {
				tenant: user["custom:tenant"],
				account: user["custom:account"],
				role: user["custom:role"],
			};
			event.response = { claimsAndScopeOverrideDetails: { accessTokenGeneration: { claimsToAddOrOverride } } };
			return event;
		};
}
