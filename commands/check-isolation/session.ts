import { endpointOf } from "../../local/engines.ts";
import { createBucket } from "../../shared/platform/bucket.ts";
import { createDynamoDbClient } from "../../shared/platform/dynamodb.ts";
import { inScope } from "../../shared/platform/scope.ts";
import { TableReader } from "../../shared/platform/table-reader.ts";
import { createTenantCredentials } from "../../shared/platform/tenant-credentials.ts";
import { region } from "../clients.ts";

export interface Place {
	/** The role that is assumed with a tenant's tag. */
	roleArn: string;
	table: string;
	packs: string;
}

/** The clients of one tenant's session. */
export interface Session {
	tenantId: string;
	table: TableReader;
	packs: ReturnType<typeof createBucket>;
	/** Runs work in the tenant's scope. */
	run<T>(work: () => Promise<T>): Promise<T>;
}

/** Assumes the role for a tenant, with the same code as functions. */
export function openSession({ roleArn, table, packs }: Place, tenantId: string): Session {
	const tenantCredentials = createTenantCredentials({ region, roleArn, endpoint: endpointOf("sts") });
	const common = { region, tenantCredentials };
	return {
		tenantId,
		table: new TableReader(createDynamoDbClient({ ...common, endpoint: endpointOf("dynamodb") }), table),
		packs: createBucket({ ...common, endpoint: endpointOf("s3"), bucket: packs }),
		run: (work) => inScope({ correlationId: "check-isolation", tenantId }, work),
	};
}
