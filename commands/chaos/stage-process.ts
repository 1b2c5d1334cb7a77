import { once } from "node:events";
import { Faults } from "./faults.ts";
import type { FromStage, ToStage } from "./spawned-stage.ts";
import { startStage } from "./stage.ts";

const [dataDir = "", now = ""] = process.argv.slice(2);
const say = (message: FromStage) => process.send?.(message);

// In the cloud, an unhandled rejection ends only that function's environment, not the service.
process.on("unhandledRejection", (cause) => console.error("Unhandled rejection:", cause));
process.once("disconnect", () => process.exit(1));

const faults = new Faults(`${now} deaths`);
const stage = await startStage(
	{
		dataDir,
		async through({ dynamodb, s3, sqs, ses, stepfunctions, eventbridge }) {
			const answered = once(process, "message") as Promise<[{ through: typeof engines }]>;
			const engines = { dynamodb, s3, sqs, ses, stepfunctions, eventbridge };
			say({ engines });
			return (await answered)[0].through;
		},
		faults: {
			drawRequestsToLive: () => faults.drawRequestsToLive(),
			count: (what) => say({ counted: what }),
		},
	},
	Number(now),
);
process.on("message", async (message: ToStage) => {
	if ("weather" in message) faults.weather = message.weather;
	if (!("do" in message)) return;
	try {
		await stage.do(message.do);
		say({ done: message.number });
	} catch (cause) {
		say({ done: message.number, failure: String(cause) });
	}
});
say({ started: stage.stack.urls });
