import {
	AdminDeleteUserCommand,
	type CognitoIdentityProviderClient,
	paginateListUsers,
} from "@aws-sdk/client-cognito-identity-provider";
import type { Holding } from "./holding.ts";

/** The users of a tenant, whose names begin with its id. */
export function usersOf(client: CognitoIdentityProviderClient, UserPoolId: string, tenantId: string): Holding {
	async function walk(use: (name: string) => Promise<unknown>) {
		let found = 0;
		const Filter = `username ^= "${tenantId}/"`;
		for await (const { Users = [] } of paginateListUsers({ client }, { UserPoolId, Filter })) {
			for (const { Username = "" } of Users) await use(Username);
			found += Users.length;
		}
		return { found, examined: found };
	}
	return {
		count: () => walk(async () => {}),
		remove: () => walk((Username) => client.send(new AdminDeleteUserCommand({ UserPoolId, Username }))),
	};
}
