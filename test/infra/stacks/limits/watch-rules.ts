import type { Properties } from "../synthesized.ts";
import { textOf } from "./bounds.ts";
import { docs } from "./limit.ts";
import { ofType, one, type Rule } from "./rule.ts";

export const watchRules: Record<string, Rule> = {
	"an alarm looks back at most a day, or a week in periods of an hour, and has periods that CloudWatch allows": {
		source: `${docs}/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html (Period)`,
		broken: (stack) =>
			ofType(stack, "AWS::CloudWatch::Alarm").flatMap(({ id, properties }) => {
				const { Period, EvaluationPeriods, DatapointsToAlarm = EvaluationPeriods, Metrics = [] } = properties;
				const periods: number[] = [
					Period ?? [],
					Metrics.map(({ MetricStat }: Properties) => MetricStat?.Period ?? []),
				].flat(2);
				const kept = periods.every((period) => [10, 20, 30].includes(period) || period % 60 === 0);
				const longest = (period: number) => (period < 3600 ? 86_400 : 604_800);
				const fits = periods.every((period) => period * EvaluationPeriods <= longest(period));
				return kept && fits && periods.length > 0 && DatapointsToAlarm <= EvaluationPeriods ? [] : [id];
			}),
		bad: one("AWS::CloudWatch::Alarm", { Period: 300, EvaluationPeriods: 289 }),
	},
	"an alarm has no search expression": {
		source: `${docs}/AmazonCloudWatch/latest/monitoring/using-search-expressions.html`,
		broken: (stack) =>
			ofType(stack, "AWS::CloudWatch::Alarm").flatMap(({ id, properties: { Metrics = [] } }) =>
				Metrics.some(({ Expression = "" }: Properties) => Expression.includes("SEARCH(")) ? [id] : [],
			),
		bad: one("AWS::CloudWatch::Alarm", { Metrics: [{ Expression: "SEARCH('x', 'Sum', 300)" }] }),
	},
	"a dashboard is JSON: at most 500 widgets, each on the grid, with 500 metrics each and 2,500 in all": {
		source: `${docs}/AmazonCloudWatch/latest/monitoring/cloudwatch_limits.html, …/APIReference/CloudWatch-Dashboard-Body-Structure.html`,
		broken: (stack) =>
			ofType(stack, "AWS::CloudWatch::Dashboard").flatMap(({ properties }) => {
				const { widgets } = JSON.parse(textOf(properties.DashboardBody)) as { widgets: Properties[] };
				const metrics = widgets.map((widget) => widget.properties?.metrics?.length ?? 0);
				const onGrid = ({ x = 0, width = 6, height = 6 }: Properties) =>
					x + width <= 24 && height >= 1 && height <= 1000;
				return [
					...(widgets.length > 500 ? [`${widgets.length} widgets`] : []),
					...metrics.filter((count) => count > 500).map((count) => `${count} metrics in one widget`),
					...(metrics.reduce((sum, count) => sum + count, 0) > 2500 ? ["too many metrics"] : []),
					...widgets.filter((widget) => !onGrid(widget)).map((widget) => `a widget at ${widget.x}`),
				];
			}),
		bad: one("AWS::CloudWatch::Dashboard", { DashboardBody: JSON.stringify({ widgets: [{ x: 20, width: 8 }] }) }),
	},
	"no two rules of a firewall share a priority, and it logs where WAF may": {
		source: `${docs}/waf/latest/developerguide/logging-cw-logs.html (aws-waf-logs-)`,
		broken: (stack) => [
			...ofType(stack, "AWS::WAFv2::WebACL").flatMap(({ properties: { Rules = [] } }) => {
				const priorities: number[] = Rules.map(({ Priority }: Properties) => Priority);
				return priorities.filter((priority, place) => priorities.indexOf(priority) !== place).map(String);
			}),
			...ofType(stack, "AWS::WAFv2::LoggingConfiguration").flatMap(({ id, properties }) =>
				properties.LogDestinationConfigs.flatMap((destination: Properties) => {
					const log = Object.entries(stack.Resources).find(([name]) =>
						JSON.stringify(destination).includes(`"${name}"`),
					);
					return String(log?.[1].Properties?.LogGroupName).startsWith("aws-waf-logs-") ? [] : [id];
				}),
			),
		],
		bad: {
			Resources: {
				log: { Type: "AWS::Logs::LogGroup", Properties: { LogGroupName: "rireki" } },
				logging: {
					Type: "AWS::WAFv2::LoggingConfiguration",
					Properties: { LogDestinationConfigs: [{ "Fn::Join": [":", ["arn", { Ref: "log" }]] }] },
				},
			},
		},
	},
};
