import { endpointOf } from "../../local/engines.ts";
import { createBucket } from "../../shared/platform/bucket.ts";
import { createDynamoDbClient } from "../../shared/platform/dynamodb.ts";
import { inScope } from "../../shared/platform/scope.ts";
import { TableReader } from "../../shared/platform/table-reader.ts";
import { createTenantCredentials } from "../../shared/platform/tenant-credentials.ts";
import { region } from "../clients.ts";

export interface Place {
	/** The role that carries a tenant's name. */
	roleArn: string;
	table: string;
	packs: string;
}

/** What one tenant's session of the role reads with. */
export interface Session {
	tenantId: string;
	table: TableReader;
	packs: ReturnType<typeof createBucket>;
	/** Everything is asked for in here. */
	run<T>(work: () => Promise<T>): Promise<T>;
}

/** The role for a tenant, assumed by the same lines, and used by the same clients, as functions have. */
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
