import { Validations } from "aws-cdk-lib";
import { beforeAll, describe, expect, it } from "vitest";
import { describeClients } from "./clients.ts";
import { describeCosts } from "./costs.ts";
import { describeData } from "./data.ts";
import { describeIdentity, describeWeb } from "./edge.ts";
import { describeEnvironment } from "./environment.ts";
import { describeIsolation } from "./isolation.ts";
import type { Stack } from "./limits/rule.ts";
import { describeLimits } from "./limits.ts";
import { describeOperations } from "./operations.ts";
import { describePrivileges } from "./privileges.ts";
import { describeQuickstart } from "./quickstart.ts";
import { describeAlarms, describeMail, describeService } from "./service.ts";
import { normalized } from "./snapshot.ts";
import { findingsOfNag, type Synthesized, synthesize, synthesizeAll } from "./synthesized.ts";

// One file, so that the stacks are synthesized once, which takes as long as all the tests together.
let made: Synthesized;
let all: Record<string, Stack>;
beforeAll(() => {
	made = synthesize();
	all = synthesizeAll();
});

describe("the mail stack", () => describeMail(() => made.mail));
describe("the data stack", () => describeData(() => made.data));
describe("the service stack", () => describeService(() => made.service));
describe("alarms of the service stack", () => describeAlarms(() => made.service, 20));
describe("alarms of the web stack", () => describeAlarms(() => made.web, 2));
describe("privileges", () => describePrivileges(() => made));
describe("isolation of tenants", () => describeIsolation(() => made.service));
describe("the environment of functions", () => describeEnvironment(() => made));
describe("the identity stack", () => describeIdentity(() => made.identity));
describe("other clients", () => describeClients(() => all));
describe("the web stack", () =>
	describeWeb(
		() => made.web,
		() => made.login,
	));

describe("limits of the services", () => describeLimits(() => all));

describe("the table of costs", () => describeCosts(() => made));

describe("docs/quickstart-dialler.md", () => describeQuickstart(() => made));

describe("docs/operations.md", () => describeOperations(() => made));

describe("all stacks", () => {
	const names = ["mail", "data", "identity", "service", "web"] as const;

	it("have no finding of cdk-nag that is not acknowledged", () => {
		expect(findingsOfNag()).toBe("");
	});

	it("justify each acknowledged finding in a sentence", () => {
		const reasons = made.app.node
			.findAll()
			.flatMap(({ node }) => node.metadata)
			.filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
			.flatMap(({ data }) => Object.entries(data as Record<string, unknown>));
		expect(reasons.length).toBeGreaterThan(10);
		for (const [rule, reason] of reasons) expect(JSON.stringify(reason), rule).toMatch(/[A-Z].{30,}\./);
	});

	it.each(names)("match their snapshots: %s", async (name) => {
		await expect(normalized(made[name])).toMatchFileSnapshot(`snapshots/${name}.json`);
	});
});
