import {
	AdminCreateUserCommand,
	type CognitoIdentityProviderClient,
	UsernameExistsException,
} from "@aws-sdk/client-cognito-identity-provider";
import * as z from "zod";
import { idSchema, roles, tenantIdSchema } from "../../shared/directory/model.ts";

const userSchema = z.object({
	tenant: tenantIdSchema,
	account: idSchema,
	role: z.enum(roles),
	email: z.email(),
});
export type NewUser = z.infer<typeof userSchema>;

const columns = Object.keys(userSchema.shape);

/**
 * Reads the heading `tenant,account,role,email` and one user per line. The whole text is read before anybody is
 * invited.
 * @throws Error with the first invalid line
 */
export function readUsers(text: string): NewUser[] {
	const [heading = "", ...lines] = text
		.replace(/^\ufeff/, "")
		.trim()
		.split(/\r?\n/);
	if (heading.trim() !== columns.join(",")) throw new Error(`The first line must be ${columns.join(",")}`);
	return lines.map((line, index) => {
		const values = line.split(",").map((value) => value.trim());
		const user = userSchema.safeParse(Object.fromEntries(columns.map((name, place) => [name, values[place]])));
		if (user.success && values.length === columns.length) return user.data;
		const where = user.error?.issues[0]?.path.join(".") ?? "commas";
		throw new Error(`Line ${index + 2}: ${where} cannot be used. Nobody was invited`);
	});
}

/** Creates users in the pool, one after another because of its low rate. Existing ones stay as they are. */
export async function makeUsers(
	client: CognitoIdentityProviderClient,
	UserPoolId: string,
	users: readonly NewUser[],
): Promise<{ invited: number; known: number }> {
	let known = 0;
	for (const { tenant, account, role, email } of users) {
		const attributes = { email, email_verified: "true", "custom:tenant": tenant, "custom:account": account };
		const command = new AdminCreateUserCommand({
			UserPoolId,
			Username: `${tenant}/${account}`,
			DesiredDeliveryMediums: ["EMAIL"],
			UserAttributes: Object.entries({ ...attributes, "custom:role": role }).map(([Name, Value]) => ({ Name, Value })),
		});
		try {
			await client.send(command);
		} catch (cause) {
			if (!(cause instanceof UsernameExistsException)) throw cause;
			known++;
		}
	}
	return { invited: users.length - known, known };
}
