import { parseArgs } from "node:util";
import { defaultDataDir, readStackDescription } from "../local/stack-description.ts";
import { ArgumentError, fail } from "./cli.ts";
import { requestToken } from "./request-token.ts";

const usage = `npm run -s token -- --tenant TENANT --account ACCOUNT [--role agent] [--data ${defaultDataDir}]`;

try {
	const { values } = parseArgs({
		options: {
			tenant: { type: "string" },
			account: { type: "string" },
			role: { type: "string", default: "agent" },
			data: { type: "string", default: defaultDataDir },
		},
	});
	const { tenant, account, role } = values;
	if (!tenant || !account) throw new ArgumentError("--tenant and --account are needed");
	const { issuer } = readStackDescription(values.data);
	console.log(await requestToken(issuer, { tenant, account, role }));
} catch (cause) {
	fail(cause, usage);
}
