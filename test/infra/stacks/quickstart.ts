import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { stages } from "../../../infra/config.ts";
import { type Properties, type Synthesized, text } from "./synthesized.ts";

/** What the policies of a resource let the dialler's role do. */
function grantedTo(dialler: string, documents: Properties[]): string[] {
	const statements = documents.flatMap(({ Statement }) => Statement as Properties[]);
	return statements
		.filter(({ Effect, Principal }) => Effect === "Allow" && Principal.AWS === dialler)
		.flatMap(({ Action }) => [Action].flat() as string[])
		.toSorted();
}

/** A role of another AWS account needs the permission of both accounts. */
export function describeQuickstart(synthesized: () => Synthesized): void {
	const [dialler] = stages.prod.diallerRoleArns;
	const document = readFileSync("docs/quickstart-dialler.md", "utf8");
	const [policy] = [...document.matchAll(/```json\n([\s\S]*?)\n```/g)].map(([, json = ""]) => JSON.parse(json));
	const asked = (sid: string) =>
		policy.Statement.find(({ Sid }: { Sid: string }) => Sid === sid).Action.toSorted() as string[];

	it("asks for the rights that the stage allows the dialler's role, no more and no less", () => {
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

	it("names only outputs that exist", () => {
		const outputs = Object.keys(synthesized().service.template.toJSON().Outputs);
		const named = [...document.matchAll(/`([A-Z][a-z]+[A-Z]\w*)`/g)].map(([, name = ""]) => name);
		const apis = ["SendMessageBatch", "PutObject", "PutRule", "PutTargets", "SqsManagedSseEnabled"];
		expect(named.filter((name) => !apis.includes(name)).length).toBeGreaterThan(4);
		expect(named.filter((name) => !apis.includes(name) && !outputs.includes(name))).toEqual([]);
	});
}
