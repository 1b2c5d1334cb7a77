import { createHash } from "node:crypto";
import { parseArgs } from "node:util";
import { writeReport } from "../local/data-folder.ts";
import { tenantIdSchema } from "../shared/directory/model.ts";
import { createDirectoryReader } from "../shared/directory/reader.ts";
import { indexedAs, parseNumber } from "../shared/phone/model.ts";
import { tableKey } from "../shared/platform/keys.ts";
import { TableReader } from "../shared/platform/table-reader.ts";
import { ArgumentError, fail } from "./cli.ts";
import { createCommandClients } from "./clients.ts";
import type { Asked } from "./person/asked.ts";
import { createErasureDeps } from "./person/deps.ts";
import { disclose } from "./person/disclose.ts";
import { erasePerson } from "./person/erase.ts";
import { findPerson } from "./person/find.ts";
import { readJournal } from "./person/journal.ts";
import { placeOptions, placeUsage, readPlace, settleMs } from "./place.ts";

const usage = `npm run person -- find|export|erase --tenant TENANT (--phone NUMBER | --customer ID)… ${placeUsage}
       export: --folder FOLDER    erase: [--confirm TENANT [--proof FILE]]; without --confirm, only counts`;
const verbs = ["find", "export", "erase"] as const;

function readArguments() {
	const text = { type: "string" } as const;
	const many = { type: "string", multiple: true } as const;
	const { values, positionals } = parseArgs({
		allowPositionals: true,
		options: {
			tenant: text,
			phone: many,
			customer: many,
			folder: text,
			confirm: text,
			proof: text,
			...placeOptions,
		},
	});
	const verb = verbs.find((one) => one === positionals[0]);
	if (!verb || positionals.length > 1) throw new ArgumentError(`One of ${verbs.join(", ")} is needed`);
	const tenant = tenantIdSchema.safeParse(values.tenant);
	if (!tenant.success) throw new ArgumentError("--tenant must be the id of a tenant");
	const { phone: phones = [], customer: customerIds = [], folder, confirm } = values;
	if (phones.length + customerIds.length === 0) throw new ArgumentError("--phone or --customer is needed");
	const bad = phones.find((phone) => !parseNumber(phone));
	if (bad !== undefined) throw new ArgumentError(`--phone: ${bad} is not a phone number`);
	if (verb === "export" && !folder) throw new ArgumentError("--folder is needed");
	if (confirm !== undefined && confirm !== tenant.data) {
		throw new ArgumentError(`--confirm must repeat the tenant, ${tenant.data}`);
	}
	const asked: Asked = { tenantId: tenant.data, phones, customerIds };
	const { proof = `erased-${tenant.data}-${nameOf(asked)}.json` } = values;
	return { verb, asked, folder: folder ?? "", confirmed: confirm !== undefined, proof, place: readPlace(values) };
}

/** A name that is the same for the same request, and does not reveal the number. */
function nameOf({ tenantId, phones, customerIds }: Asked): string {
	const text = JSON.stringify([tenantId, phones.map(indexedAs).toSorted(), [...customerIds].toSorted()]);
	return createHash("sha256").update(text).digest("hex").slice(0, 12);
}

try {
	const { verb, asked, folder, confirmed, proof, place } = readArguments();
	const { tenantId } = asked;
	const clients = createCommandClients(place.endpoints);
	const deps = createErasureDeps(clients, place, tenantId);
	if (verb === "erase" && confirmed) {
		const erasure = await erasePerson(deps, {
			asked,
			journal: readJournal(proof),
			save: (journal) => writeReport(proof, journal),
			settleMs: settleMs(place),
		});
		writeReport(proof, erasure);
		const { removed, left, examined, mentioned } = erasure;
		console.log(JSON.stringify({ removed, left, examined, mentioned }, null, "\t"));
		console.error(
			erasure.gone
				? `Nothing is left. The proof is in ${proof}.`
				: `Something is left, or an asynchronous search is still running: run it again with ${proof} beside it.`,
		);
		process.exitCode = erasure.gone ? 0 : 1;
	} else {
		const found = await findPerson(deps.walk, asked);
		if (verb === "export") {
			const directory = await createDirectoryReader(new TableReader(clients.dynamodb, place.table)).load(tenantId);
			const target = { s3: clients.s3, bucket: place.recordings };
			const { records, recordings, missing } = await disclose(target, found, directory, { tenantId, folder });
			console.log(`${records} records and ${recordings} recordings are in ${folder}`);
			for (const key of missing) console.log(`${key} is not in the bucket`);
		} else {
			for (const item of found.records) console.log(item[tableKey.pk]?.S?.slice(tenantId.length + 1));
			console.error(`records: ${found.records.length}\nsearches and answers with the number: ${found.traces.length}`);
			for (const item of found.mentioned) console.error(`also in: ${item[tableKey.pk]?.S} ${item[tableKey.sk]?.S}`);
			for (const phone of found.also.phones) console.error(`perhaps theirs, too: --phone ${phone}`);
			for (const id of found.also.customerIds) console.error(`perhaps theirs, too: --customer ${id}`);
			if (verb === "erase") console.error(`Nothing was removed. To erase all of it for good: --confirm ${tenantId}`);
		}
	}
} catch (cause) {
	fail(cause, usage);
}
