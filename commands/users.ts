import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { CognitoIdentityProviderClient } from "@aws-sdk/client-cognito-identity-provider";
import { ArgumentError, fail } from "./cli.ts";
import { region } from "./clients.ts";
import { makeUsers, readUsers } from "./users/make-users.ts";

const usage = "npm run users -- FILE.csv --user-pool ID [--dry-run]; the file: tenant,account,role,email";

try {
	const { values, positionals } = parseArgs({
		allowPositionals: true,
		options: { "user-pool": { type: "string" }, "dry-run": { type: "boolean", default: false } },
	});
	const [file] = positionals;
	const userPool = values["user-pool"];
	if (!file || !userPool || positionals.length > 1) throw new ArgumentError("A file and --user-pool are needed");
	const users = readUsers(readFileSync(file, "utf8"));
	if (values["dry-run"]) console.log(`${users.length} users can be created. Nobody was invited.`);
	else {
		// A pool accepts some thirty of these per second, and throttles above.
		const client = new CognitoIdentityProviderClient({ region, maxAttempts: 10 });
		const { invited, known } = await makeUsers(client, userPool, users);
		console.log(`${invited} invited, ${known} existed already`);
	}
} catch (cause) {
	fail(cause, usage);
}
