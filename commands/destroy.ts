import { spawnSync } from "node:child_process";
import { parseArgs } from "node:util";
import { S3Client } from "@aws-sdk/client-s3";
import { stageConfig, stages } from "../infra/config.ts";
import type { StageConfig } from "../infra/stage-config.ts";
import { ArgumentError, fail } from "./cli.ts";
import { bucketsOf, emptyBucket } from "./destroy/buckets.ts";

const usage =
	"npm run destroy -- --stage STAGE [--confirm STAGE]; without --confirm it lists the buckets, and removes nothing";

function readArguments(): { stage: string; config: StageConfig; confirmed: boolean } {
	const text = { type: "string" } as const;
	const { values } = parseArgs({ options: { stage: text, confirm: text } });
	const { stage, confirm } = values;
	if (!stage) throw new ArgumentError("--stage is needed");
	const config = stageConfig(stage);
	if (config.keepData) throw new Error(`${stage} keeps its data (keepData in infra/config.ts) and cannot be destroyed`);
	if (confirm !== undefined && confirm !== stage) throw new ArgumentError(`--confirm must repeat the stage, ${stage}`);
	return { stage, config, confirmed: confirm !== undefined };
}

try {
	const { stage, config, confirmed } = readArguments();
	const s3 = new S3Client({ region: config.region, followRegionRedirects: true });
	const names = await bucketsOf(s3, stage, Object.keys(stages));
	if (!confirmed) {
		for (const name of names) console.log(name);
		console.log(`Nothing was removed. To remove the stage and everything in these, for good: --confirm ${stage}`);
	} else {
		for (const name of names) console.log(`${name}: ${await emptyBucket(s3, name)} objects removed`);
		const { status } = spawnSync("npx", ["cdk", "destroy", "--force", `rireki-${stage}-*`], { stdio: "inherit" });
		// Access logs that arrive meanwhile keep their bucket from being deleted; the next run empties it again.
		if (status !== 0) console.error("Something is left. Run it again.");
		process.exitCode = status ?? 1;
	}
} catch (cause) {
	fail(cause, usage);
}
