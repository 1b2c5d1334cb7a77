import { expect, it } from "vitest";
import { installation } from "../../../infra/costs/work.ts";
import type { Properties, Synthesized } from "./synthesized.ts";

/** Compares the fixed costs in the table of costs with what is deployed. */
export function describeCosts(synthesized: () => Synthesized): void {
	const all = (type: string) => {
		const { mail, data, identity, service, web } = synthesized();
		return [mail, data, identity, service, web].flatMap((stack) => stack.ofType(type));
	};

	it("counts the firewall's rules", () => {
		expect(all("AWS::WAFv2::WebACL").flatMap(({ properties }) => properties.Rules)).toHaveLength(
			installation.firewallRules,
		);
	});

	it("counts the metrics that alarms watch", () => {
		const watched = all("AWS::CloudWatch::Alarm").map(({ properties }) => {
			const metrics: Properties[] = properties.Metrics ?? [{ MetricStat: {} }];
			return metrics.filter(({ MetricStat }) => MetricStat).length;
		});
		expect(watched.reduce((sum, count) => sum + count, 0)).toBe(installation.alarmMetrics);
	});

	it("counts the secrets and their copies in other regions", () => {
		const secrets = all("AWS::SecretsManager::Secret");
		const copies = secrets.flatMap(({ properties }) => properties.ReplicaRegions ?? []);
		expect(secrets.length + copies.length).toBe(installation.secrets);
	});

	it("counts one key, and no metrics by route", () => {
		for (const { properties } of all("AWS::ApiGatewayV2::Stage")) {
			const settings = [properties.DefaultRouteSettings, ...Object.values(properties.RouteSettings ?? {})];
			for (const one of settings as Properties[]) expect(one.DetailedMetricsEnabled ?? false).toBe(false);
		}
		expect(all("AWS::KMS::Key")).toHaveLength(1);
	});
}
