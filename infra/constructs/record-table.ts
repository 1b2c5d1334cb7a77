import { RemovalPolicy } from "aws-cdk-lib";
import {
	type Attribute,
	AttributeType,
	BillingMode,
	ProjectionType,
	StreamViewType,
	Table,
	TableEncryption,
} from "aws-cdk-lib/aws-dynamodb";
import type { IKey } from "aws-cdk-lib/aws-kms";
import { Construct } from "constructs";
import { table as definition } from "../table.ts";

/** The one table, from the same definition that the other engines use. */
export class RecordTable extends Construct {
	readonly streamArn: string;

	constructor(scope: Construct, id: string, props: { stage: string; key: IKey; removalPolicy: RemovalPolicy }) {
		super(scope, id);
		const made = new Table(this, "Table", {
			tableName: `rireki-${props.stage}`,
			partitionKey: attribute(definition.partitionKey),
			sortKey: attribute(definition.sortKey),
			timeToLiveAttribute: definition.ttlAttribute,
			billingMode: BillingMode.PAY_PER_REQUEST,
			encryption: TableEncryption.CUSTOMER_MANAGED,
			encryptionKey: props.key,
			pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
			// The old image shows the belongings of a record that TTL deleted.
			stream: StreamViewType.NEW_AND_OLD_IMAGES,
			deletionProtection: props.removalPolicy === RemovalPolicy.RETAIN,
			removalPolicy: props.removalPolicy,
		});
		this.streamArn = made.tableStreamArn ?? "";
		for (const { name, partitionKey, sortKey, projection } of definition.indexes) {
			made.addGlobalSecondaryIndex({
				indexName: name,
				partitionKey: attribute(partitionKey),
				sortKey: attribute(sortKey),
				...projectionOf(projection),
			});
		}
	}
}

function attribute(name: string): Attribute {
	return { name, type: definition.numberKeys.includes(name) ? AttributeType.NUMBER : AttributeType.STRING };
}

function projectionOf(projection: readonly string[] | "all") {
	if (projection === "all") return { projectionType: ProjectionType.ALL };
	return projection.length > 0
		? { projectionType: ProjectionType.INCLUDE, nonKeyAttributes: [...projection] }
		: { projectionType: ProjectionType.KEYS_ONLY };
}
