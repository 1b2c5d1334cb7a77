import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { paginateListObjectsV2 } from "@aws-sdk/client-s3";
import { writeReport } from "../local/data-folder.ts";
import { tenantIdSchema } from "../shared/directory/model.ts";
import { ArgumentError, fail } from "./cli.ts";
import { createCommandClients } from "./clients.ts";
import { kinds } from "./export-tenant/kinds.ts";
import { createLineFile } from "./export-tenant/line-file.ts";
import { placeOptions, placeUsage, readPlace } from "./place.ts";
import { walkTenant } from "./tenant-items.ts";

const usage = `npm run export-tenant -- --tenant TENANT --folder FOLDER ${placeUsage}`;

function readArguments() {
	const text = { type: "string" } as const;
	const { values } = parseArgs({ options: { tenant: text, folder: text, ...placeOptions } });
	const tenant = tenantIdSchema.safeParse(values.tenant);
	if (!tenant.success) throw new ArgumentError("--tenant must be the id of a tenant");
	if (!values.folder) throw new ArgumentError("--folder is needed");
	return { tenantId: tenant.data, folder: values.folder, place: readPlace(values) };
}

/**
 * Writes all of a tenant's data into a folder, in constant memory, and the list of its recordings. The manifest is
 * written last: without it the folder is incomplete, and the command must be run again.
 */
async function exportTenant({ tenantId, folder, place }: ReturnType<typeof readArguments>) {
	const { dynamodb, s3 } = createCommandClients(place.endpoints);
	mkdirSync(folder, { recursive: true });
	const manifest = join(folder, "manifest.json");
	rmSync(manifest, { force: true });
	const startedAt = new Date().toISOString();
	const fileOf = (name: string) => createLineFile(join(folder, `${name}.ndjson`));
	const files = Object.entries(kinds).map(([name, kind]) => ({ kind, file: fileOf(name) }));
	await walkTenant(dynamodb, place.table, tenantId, async (items) => {
		for (const { kind, file } of files) {
			await file.write(items.filter((item) => kind.is(item, tenantId)).map((item) => kind.read(item, tenantId)));
		}
	});
	const objects = fileOf("recordings");
	const input = { Bucket: place.recordings, Prefix: `${tenantId}/` };
	for await (const { Contents = [] } of paginateListObjectsV2({ client: s3 }, input)) {
		await objects.write(
			Contents.map(({ Key, Size, ETag, LastModified }) => ({ objectKey: Key, bytes: Size, etag: ETag, LastModified })),
		);
	}
	const written = await Promise.all([...files.map(({ file }) => file.end()), objects.end()]);
	writeReport(manifest, { tenantId, startedAt, finishedAt: new Date().toISOString(), files: written });
	return written;
}

try {
	const args = readArguments();
	for (const { file, lines } of await exportTenant(args)) console.log(`${file}: ${lines}`);
} catch (cause) {
	fail(cause, usage);
}
