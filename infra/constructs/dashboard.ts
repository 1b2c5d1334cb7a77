import { Duration } from "aws-cdk-lib";
import {
	type Alarm,
	AlarmStatusWidget,
	Dashboard as CloudWatchDashboard,
	GraphWidget,
	type IMetric,
	MathExpression,
	Metric,
	Stats,
} from "aws-cdk-lib/aws-cloudwatch";
import { Construct } from "constructs";
import { type MetricName, metricNamespace } from "../../shared/platform/metrics.ts";
import { stackNameOf } from "../names.ts";
import type { Watched } from "./watches.ts";

const period = Duration.minutes(5);

/** One page, from what users notice down to costs. */
export class Dashboard extends Construct {
	constructor(scope: Construct, id: string, props: Watched & { alarms: Alarm[] }) {
		super(scope, id);
		const { stage, api, queues, workflow, table, functionOf } = props;
		const search = functionOf("api/search-call-histories");
		const pack = functionOf("events/pack");
		const percentiles = (metric: (statistic: string) => IMetric) => ["p50", "p95", "p99"].map(metric);
		new CloudWatchDashboard(this, "Dashboard", {
			dashboardName: stackNameOf(stage),
			defaultInterval: Duration.hours(12),
			widgets: [
				[new AlarmStatusWidget({ title: "Alarms", alarms: props.alarms, width: 24 })],
				[
					graph(
						"Requests",
						[api.stage.metricCount({ period, label: "requests" })],
						[
							api.stage.metricClientError({ period, label: "4xx" }),
							api.stage.metricServerError({ period, label: "5xx" }),
						],
					),
					graph(
						"API latency",
						percentiles((statistic) => api.stage.metricLatency({ period, statistic })),
					),
					graph(
						"Search duration",
						percentiles((statistic) => search.metricDuration({ period, statistic })),
					),
				],
				[
					graph(
						"Searches and their cost",
						[search.metricInvocations({ period, label: "searches" }), measured("ReadUnits", search.functionName)],
						[measured("RowsExamined", search.functionName)],
					),
					graph("Failures by reason", [byReason(stage, "Failures")]),
					graph(
						"Assuming a tenant's role",
						percentiles((statistic) => measured("TenantSessionMilliseconds", search.functionName, statistic)),
					),
				],
				[
					graph("Asynchronous searches", [
						workflow.stateMachine.metricStarted({ period, statistic: Stats.SUM }),
						workflow.stateMachine.metricSucceeded({ period, statistic: Stats.SUM }),
						workflow.stateMachine.metricFailed({ period, statistic: Stats.SUM }),
					]),
					graph(
						"Export, rows per second of one partition",
						percentiles((statistic) =>
							measured("ExportRowsPerSecond", functionOf("workflow/export-partition").functionName, statistic),
						),
						[measured("ExportedRows", functionOf("workflow/export-partition").functionName)],
					),
					graph(
						"Intake",
						[
							queues.intake.metricApproximateNumberOfMessagesVisible({ period, label: "waiting" }),
							queues.intakeDeadLetters.metricApproximateNumberOfMessagesVisible({ period, label: "rejected" }),
						],
						[queues.intake.metricApproximateAgeOfOldestMessage({ period, label: "age of the oldest, s" })],
					),
				],
				[
					graph("Rejected events by reason", [byReason(stage, "EventsRejected")]),
					graph("Noted event members by code", [byReason(stage, "FieldsNoted")]),
				],
				[
					graph(
						"Packing",
						[measured("PackedRecords", pack.functionName)],
						[measured("PackingLagSeconds", pack.functionName, Stats.MAXIMUM)],
					),
					graph("Wrong or unreadable packs", [
						measured("PackCountDifferences", pack.functionName),
						measured("PacksUnreadable", search.functionName),
					]),
					graph("Duration of pack", [pack.metricDuration({ period, statistic: Stats.MAXIMUM })]),
				],
				[
					graph("Table units", [
						table.metricConsumedReadCapacityUnits({ period }),
						table.metricConsumedWriteCapacityUnits({ period }),
					]),
					graph("Functions", [
						new Metric({
							namespace: "AWS/Lambda",
							metricName: "ConcurrentExecutions",
							statistic: Stats.MAXIMUM,
							period,
						}),
						new Metric({ namespace: "AWS/Lambda", metricName: "Throttles", statistic: Stats.SUM, period }),
						new Metric({ namespace: "AWS/Lambda", metricName: "Errors", statistic: Stats.SUM, period }),
					]),
					graph(
						"Mail",
						["Send", "Delivery", "Bounce", "Complaint"].map(
							(metricName) =>
								new Metric({
									namespace: "AWS/SES",
									metricName,
									statistic: Stats.SUM,
									period,
									dimensionsMap: { "ses:configuration-set": stackNameOf(stage) },
								}),
						),
					),
				],
			],
		});
	}
}

function graph(title: string, left: IMetric[], right: IMetric[] = []): GraphWidget {
	return new GraphWidget({ title, left, right, width: 8, height: 6 });
}

/** A metric that functions measure themselves. */
function measured(metricName: MetricName, functionName: string, statistic: string = Stats.SUM): Metric {
	return new Metric({
		namespace: metricNamespace,
		metricName,
		dimensionsMap: { Function: functionName },
		statistic,
		period,
	});
}

/** One line per function and reason. */
function byReason(stage: string, metricName: MetricName): MathExpression {
	const search = `{${metricNamespace},Function,Reason} MetricName="${metricName}" Function="${stackNameOf(stage)}-"`;
	return new MathExpression({ expression: `SEARCH('${search}', 'Sum', 300)`, label: "", usingMetrics: {}, period });
}
