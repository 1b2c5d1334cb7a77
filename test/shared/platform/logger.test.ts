import { execFileSync } from "node:child_process";
import { expect, it } from "vitest";

/** Runs a script as Lambda would, and reads what it wrote as CloudWatch would: line by line, as JSON. */
function linesOf(script: string, env: Record<string, string> = { AWS_LAMBDA_FUNCTION_NAME: "rireki-dev-get-me" }) {
	const imports = `
		import { log } from "./shared/platform/logger.ts";
		import { measure } from "./shared/platform/metrics.ts";
		import { inScope } from "./shared/platform/scope.ts";`;
	const output = execFileSync(process.execPath, ["--input-type=module-typescript", "-e", imports + script], {
		env,
		encoding: "utf8",
	});
	return output
		.split("\n")
		.filter(Boolean)
		.map((line) => JSON.parse(line));
}

it("writes each line as JSON only, with the ids of its scope", () => {
	const lines = linesOf(`
		await inScope({ correlationId: "r-1", tenantId: "acme" }, async () => {
			await Promise.resolve();
			log("warn", "careful", { callId: "x-1", error: new RangeError("too far") });
		});
		log("info", "outside");`);
	expect(lines).toEqual([
		expect.objectContaining({
			level: "warn",
			correlationId: "r-1",
			tenantId: "acme",
			callId: "x-1",
			error: "RangeError",
		}),
		{ level: "info", message: "outside" },
	]);
});

it("writes metrics in the embedded metric format, each with its value and unit", () => {
	const [line] = linesOf(
		`measure("request failed", { Failures: 1, ReadUnits: 4.5 }, { reason: "not-latest", route: "GET /v1/me" });`,
	);
	expect(line).toMatchObject({
		Function: "rireki-dev-get-me",
		Reason: "not-latest",
		Failures: 1,
		ReadUnits: 4.5,
		route: "GET /v1/me",
	});
	expect(line._aws.Timestamp).toBeGreaterThan(1.7e12);
	expect(line._aws.CloudWatchMetrics).toEqual([
		{
			Namespace: "Rireki",
			Dimensions: [["Function"], ["Function", "Reason"]],
			Metrics: [
				{ Name: "Failures", Unit: "Count" },
				{ Name: "ReadUnits", Unit: "Count" },
			],
		},
	]);
});

it("writes no metrics outside Lambda", () => {
	expect(linesOf(`measure("request", { RowsExamined: 1 });`, {})).toEqual([]);
});
