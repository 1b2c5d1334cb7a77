import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { stages } from "../../../infra/config.ts";
import { type Properties, type Synthesized, text } from "./synthesized.ts";

/** What the stage's side lets the dialler's role do to one thing, by the policy that lies with it. */
function grantedTo(dialler: string, documents: Properties[]): string[] {
	const statements = documents.flatMap(({ Statement }) => Statement as Properties[]);
	return statements
		.filter(({ Effect, Principal }) => Effect === "Allow" && Principal.AWS === dialler)
		.flatMap(({ Action }) => [Action].flat() as string[])
		.toSorted();
}

/** A role of another account needs the word of both sides. */
export function describeQuickstart(synthesized: () => Synthesized): void {
	const [dialler] = stages.prod.diallerRoleArns;
	const document = readFileSync("docs/quickstart-dialler.md", "utf8");
	const [policy] = [...document.matchAll(/```json\n([\s\S]*?)\n```/g)].map(([, json = ""]) => JSON.parse(json));
	const asked = (sid: string) =>
		policy.Statement.find(({ Sid }: { Sid: string }) => Sid === sid).Action.toSorted() as string[];

	it("asks for the dialler's role what the stage allows it, no more and no less", () => {
		const { service, data } = synthesized();
		const queue = (name: string) =>
			service
				.ofType("AWS::SQS::QueuePolicy")
				.filter(({ properties }) => new RegExp(`^Queues${name}[0-9A-F]{8}`).test(text(properties.Queues[0])))
				.map(({ properties }) => properties.PolicyDocument);
		const buckets = data.ofType("AWS::S3::BucketPolicy").map(({ properties }) => properties.PolicyDocument);
		const keys = data.ofType("AWS::KMS::Key").map(({ properties }) => properties.KeyPolicy);
		expect(asked("Send")).toEqual(grantedTo(dialler, queue("Intake")));
		expect(asked("LookAtRejected")).toEqual(grantedTo(dialler, queue("IntakeDeadLetters")));
		expect(asked("StoreRecordings")).toEqual(grantedTo(dialler, buckets));
		expect(asked("EncryptRecordings")).toEqual(grantedTo(dialler, keys));
	});

	it("names only outputs that there are", () => {
		const outputs = Object.keys(synthesized().service.template.toJSON().Outputs);
		const named = [...document.matchAll(/`([A-Z][a-z]+[A-Z]\w*)`/g)].map(([, name = ""]) => name);
		const apis = ["SendMessageBatch", "PutObject", "PutRule", "PutTargets", "SqsManagedSseEnabled"];
		expect(named.filter((name) => !apis.includes(name)).length).toBeGreaterThan(4);
		expect(named.filter((name) => !apis.includes(name) && !outputs.includes(name))).toEqual([]);
	});
}
