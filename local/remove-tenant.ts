import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { CognitoIdentityProviderClient } from "@aws-sdk/client-cognito-identity-provider";
import { tenantIdSchema } from "../shared/directory/model.ts";
import { ArgumentError, fail } from "./cli.ts";
import { type CommandClients, createCommandClients, region } from "./command-clients.ts";
import type { Holding } from "./remove-tenant/holding.ts";
import { itemsOf } from "./remove-tenant/items.ts";
import { markRemoved } from "./remove-tenant/mark.ts";
import { objectsOf } from "./remove-tenant/objects.ts";
import { countAll, removeTenant } from "./remove-tenant/remove.ts";
import { usersOf } from "./remove-tenant/users.ts";
import { defaultDataDir, readStackDescription } from "./stack-description.ts";

const usage = `npm run remove-tenant -- --tenant TENANT [--confirm TENANT [--proof FILE]] [--data ${defaultDataDir}]
       npm run remove-tenant -- --tenant TENANT [--confirm TENANT [--proof FILE]] --table TABLE --recordings BUCKET --exports BUCKET --packs BUCKET --user-pool ID`;

interface Place {
	table: string;
	recordings: string;
	exports: string;
	packs: string;
	/** Missing on the local stack, whose issuer keeps no users. */
	userPool: string | undefined;
	endpoints?: { dynamodb: string; s3: string };
}

interface Arguments {
	tenantId: string;
	confirmed: boolean;
	/** The file for the proof. */
	proof: string;
	place: Place;
}

function readArguments(): Arguments {
	const text = { type: "string" } as const;
	const { values } = parseArgs({
		options: {
			...{ tenant: text, confirm: text, proof: text },
			...{ table: text, recordings: text, exports: text, packs: text, "user-pool": text },
			data: { type: "string", default: defaultDataDir },
		},
	});
	const tenant = tenantIdSchema.safeParse(values.tenant);
	if (!tenant.success) throw new ArgumentError("--tenant must be the id of a tenant");
	if (values.confirm !== undefined && values.confirm !== tenant.data) {
		throw new ArgumentError(`--confirm must repeat the tenant, ${tenant.data}`);
	}
	const { proof = `removed-${tenant.data}.json` } = values;
	const given = { tenantId: tenant.data, confirmed: values.confirm !== undefined, proof };
	const { table, recordings, exports, packs, "user-pool": userPool } = values;
	if (!table && !recordings && !exports && !packs && !userPool) return { ...given, place: localPlace(values.data) };
	if (!table || !recordings || !exports || !packs || !userPool) {
		throw new ArgumentError("In AWS --table, --recordings, --exports, --packs and --user-pool are all needed");
	}
	return { ...given, place: { table, recordings, exports, packs, userPool } };
}

function localPlace(dataDir: string): Place {
	const { table, buckets, aws } = readStackDescription(dataDir);
	return { table, ...buckets, userPool: undefined, endpoints: aws };
}

/** A request ends within half a minute, and so does the intake. On one machine nothing takes that long. */
const settleMs = { cloud: 60_000, local: 1000 };

function holdingsOf(tenantId: string, { table, recordings, exports, packs, userPool }: Place, clients: CommandClients) {
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
	const { tenantId, confirmed, proof, place } = readArguments();
	const clients = createCommandClients(place.endpoints);
	const holdings = holdingsOf(tenantId, place, clients);
	if (!confirmed) {
		for (const [name, { found }] of Object.entries(await countAll(holdings))) console.log(`${name}: ${found}`);
		console.log(`Nothing was removed. To remove all of it for good: --confirm ${tenantId}`);
	} else {
		const mark = (now: number) => markRemoved(clients.dynamodb, place.table, tenantId, now);
		const options = { tenantId, holdings, mark, settleMs: place.endpoints ? settleMs.local : settleMs.cloud };
		const removal = await removeTenant(options, console.error);
		const text = JSON.stringify(removal, null, "\t");
		writeFileSync(proof, `${text}\n`);
		console.log(text);
		console.error(
			removal.gone
				? `Nothing is left but the mark of the removal. The proof is in ${proof}.`
				: "Something is still being written. Run it again.",
		);
		process.exitCode = removal.gone ? 0 : 1;
	}
} catch (cause) {
	fail(cause, usage);
}
