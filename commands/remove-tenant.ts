import { parseArgs } from "node:util";
import { CognitoIdentityProviderClient } from "@aws-sdk/client-cognito-identity-provider";
import { writeReport } from "../local/data-folder.ts";
import { tenantIdSchema } from "../shared/directory/model.ts";
import { ArgumentError, fail } from "./cli.ts";
import { type CommandClients, createCommandClients, region } from "./clients.ts";
import { type Place, placeOptions, placeUsage, readPlace, settleMs } from "./place.ts";
import type { Holding } from "./remove-tenant/holding.ts";
import { itemsOf } from "./remove-tenant/items.ts";
import { markRemoved } from "./remove-tenant/mark.ts";
import { objectsOf } from "./remove-tenant/objects.ts";
import { countAll, removeTenant } from "./remove-tenant/remove.ts";
import { usersOf } from "./remove-tenant/users.ts";

const usage = `npm run remove-tenant -- --tenant TENANT [--confirm TENANT [--proof FILE]] ${placeUsage}
       in AWS also --user-pool ID`;

function readArguments() {
	const text = { type: "string" } as const;
	const { values } = parseArgs({
		options: { tenant: text, confirm: text, proof: text, "user-pool": text, ...placeOptions },
	});
	const tenant = tenantIdSchema.safeParse(values.tenant);
	if (!tenant.success) throw new ArgumentError("--tenant must be the id of a tenant");
	if (values.confirm !== undefined && values.confirm !== tenant.data) {
		throw new ArgumentError(`--confirm must repeat the tenant, ${tenant.data}`);
	}
	const { proof = `removed-${tenant.data}.json`, "user-pool": userPool } = values;
	const confirmed = values.confirm !== undefined;
	return { tenantId: tenant.data, confirmed, proof, place: readPlace(values, "user-pool"), userPool };
}

/** @param userPool missing on the local stack, whose issuer keeps no users */
function holdingsOf(
	tenantId: string,
	{ table, recordings, exports, packs }: Place,
	userPool: string | undefined,
	clients: CommandClients,
) {
	const { dynamodb, s3 } = clients;
	const holdings: Record<string, Holding> = {
		items: itemsOf(dynamodb, table, tenantId),
		recordings: objectsOf(s3, recordings, `${tenantId}/`),
		files: objectsOf(s3, exports, `results/${tenantId}/`),
		pieces: objectsOf(s3, exports, `pieces/${tenantId}/`),
		packs: objectsOf(s3, packs, `${tenantId}/`),
	};
	if (userPool) holdings.users = usersOf(new CognitoIdentityProviderClient({ region }), userPool, tenantId);
	return holdings;
}

try {
	const { tenantId, confirmed, proof, place, userPool } = readArguments();
	const clients = createCommandClients(place.endpoints);
	const holdings = holdingsOf(tenantId, place, userPool, clients);
	if (!confirmed) {
		for (const [name, { found }] of Object.entries(await countAll(holdings))) console.log(`${name}: ${found}`);
		console.log(`Nothing was removed. To remove all of it for good: --confirm ${tenantId}`);
	} else {
		const mark = (now: number) => markRemoved(clients.dynamodb, place.table, tenantId, now);
		const options = { tenantId, holdings, mark, settleMs: settleMs(place) };
		const removal = await removeTenant(options, console.error);
		writeReport(proof, removal);
		console.log(JSON.stringify(removal, null, "\t"));
		console.error(
			removal.gone
				? `Nothing is left except the mark of the removal. The proof is in ${proof}.`
				: "Something is still being written. Run it again.",
		);
		process.exitCode = removal.gone ? 0 : 1;
	}
} catch (cause) {
	fail(cause, usage);
}
