import {
	AdminCreateUserCommand,
	CognitoIdentityProviderClient,
	UsernameExistsException,
} from "@aws-sdk/client-cognito-identity-provider";
import { expect, test } from "vitest";
import { makeUsers, readUsers } from "../../commands/users/make-users.ts";
import { mockClientOnce } from "../support/mock-client.ts";

const file = `\ufefftenant,account,role,email\r
acme,sv01,supervisor,sv01@example.com\r
acme,ag01,agent,ag01@example.com\r
`;

test("every user in a file is invited with the claims of their account, and existing ones are kept", async () => {
	const cognito = mockClientOnce(CognitoIdentityProviderClient);
	const exists = new UsernameExistsException({ $metadata: {}, message: "there" });
	cognito.on(AdminCreateUserCommand).resolves({}).on(AdminCreateUserCommand, { Username: "acme/ag01" }).rejects(exists);
	const made = await makeUsers(new CognitoIdentityProviderClient(), "pool", readUsers(file));
	expect(made).toEqual({ invited: 1, known: 1 });
	expect(cognito.commandCalls(AdminCreateUserCommand)[0]?.args[0].input).toEqual({
		UserPoolId: "pool",
		Username: "acme/sv01",
		DesiredDeliveryMediums: ["EMAIL"],
		UserAttributes: [
			{ Name: "email", Value: "sv01@example.com" },
			{ Name: "email_verified", Value: "true" },
			{ Name: "custom:tenant", Value: "acme" },
			{ Name: "custom:account", Value: "sv01" },
			{ Name: "custom:role", Value: "supervisor" },
		],
	});
});

test.each([
	["tenant,account,email\n", "The first line must be"],
	["tenant,account,role,email\nacme,sv01,boss,a@example.com", "Line 2: role"],
	["tenant,account,role,email\nacme,sv01,agent,a@example.com\nacme,sv#2,agent,b@example.com", "Line 3: account"],
	["tenant,account,role,email\nacme,sv01,agent,a@example.com,more", "Line 2: commas"],
])("an invalid file is refused with the line at fault: %j", (text, told) => {
	expect(() => readUsers(text)).toThrow(told);
});
