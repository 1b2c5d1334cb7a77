import { existsSync } from "node:fs";
import { join } from "node:path";
import type { IDistribution } from "aws-cdk-lib/aws-cloudfront";
import type { IBucket } from "aws-cdk-lib/aws-s3";
import { BucketDeployment, CacheControl, Source } from "aws-cdk-lib/aws-s3-deployment";
import { Construct } from "constructs";

/** The configuration that the console reads at its start (web/src/config.ts), so that one build serves every stage. */
export interface ConsoleConfig {
	apiBase: string;
	oidc: { authority: string; client_id: string; metadata: Record<string, string> };
}

/** The console in its bucket, under the name that its pages have. */
export class ConsoleFiles extends Construct {
	constructor(
		scope: Construct,
		id: string,
		{ bucket, distribution, config }: { bucket: IBucket; distribution: IDistribution; config: ConsoleConfig },
	) {
		super(scope, id);
		const common = { destinationBucket: bucket, destinationKeyPrefix: "console/", prune: false };
		// Files with a hash in their name are cached for good; the files that refer to them are revalidated each time.
		const assets = new BucketDeployment(this, "Assets", {
			...common,
			sources: [Source.asset(folder, { exclude: ["*", "!assets", "!assets/**"] })],
			cacheControl: [CacheControl.fromString("public, max-age=31536000, immutable")],
		});
		const page = new BucketDeployment(this, "Page", {
			...common,
			sources: [Source.asset(folder, { exclude: ["assets"] }), Source.jsonData("config.json", config)],
			cacheControl: [CacheControl.noCache()],
			distribution,
			distributionPaths: ["/console/*"],
		});
		page.node.addDependency(assets);
	}
}

/** The built console, or a placeholder page if it has not been built, so that the API can be deployed without it. */
const folder = [join(import.meta.dirname, "../../web/dist"), join(import.meta.dirname, "../console-placeholder")].find(
	(candidate) => existsSync(join(candidate, "index.html")),
) as string;
