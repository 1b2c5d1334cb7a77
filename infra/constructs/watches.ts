import { Duration } from "aws-cdk-lib";
import type { Distribution } from "aws-cdk-lib/aws-cloudfront";
import { type IMetric, MathExpression, Metric, Stats } from "aws-cdk-lib/aws-cloudwatch";
import { type ITable, Operation } from "aws-cdk-lib/aws-dynamodb";
import type { Function as LambdaFunction } from "aws-cdk-lib/aws-lambda";
import { type MetricName, metricNamespace } from "../../shared/platform/metrics.ts";
import type { FunctionName } from "../functions.ts";
import { stackNameOf } from "../names.ts";
import type { StageConfig } from "../stage-config.ts";
import type { Api } from "./api.ts";
import type { AsyncSearchWorkflow } from "./async-search-workflow.ts";
import type { Queues } from "./queues.ts";

export interface Watched {
	stage: string;
	config: StageConfig;
	api: Api;
	queues: Queues;
	workflow: AsyncSearchWorkflow;
	table: ITable;
	functionOf: (name: FunctionName) => LambdaFunction;
}

export interface Watch {
	/** What users notice when the alarm goes off, and where to look first. */
	impact: string;
	metric: IMetric;
	above: number;
	/** How many of the last periods have to breach, and how many are considered; one of one by default. */
	of?: readonly [number, number];
	/** Whether missing data also trigger it. */
	orMissing?: true;
}

const period = Duration.minutes(5);
const sum = { period, statistic: Stats.SUM };

/** All alarms except those of CloudFront, by name. */
export function watches({ stage, api, queues, workflow, table, functionOf }: Watched): Record<string, Watch> {
	const errors = (name: FunctionName) => functionOf(name).metricErrors(sum);
	const search = functionOf("api/search-call-histories");
	const mail = (metricName: string) =>
		new Metric({
			namespace: "AWS/SES",
			metricName,
			period: Duration.hours(1),
			statistic: Stats.AVERAGE,
			dimensionsMap: { "ses:configuration-set": stackNameOf(stage) },
		});
	const measured = (metricName: MetricName, name: FunctionName, statistic: string = Stats.SUM, over = period) =>
		new Metric({
			namespace: metricNamespace,
			metricName,
			dimensionsMap: { Function: functionOf(name).functionName },
			statistic,
			period: over,
		});
	/** How long something has been waiting, as each run measures it. A run that does not finish measures nothing. */
	const late = (metricName: MetricName, name: FunctionName, seconds: number) =>
		({
			metric: measured(metricName, name, Stats.MAXIMUM, Duration.minutes(15)),
			above: seconds,
			of: [2, 2],
			orMissing: true,
		}) as const;
	const share = (part: IMetric, label: string) =>
		new MathExpression({
			expression: "IF(all >= 20, 100 * part / all, 0)",
			usingMetrics: { part, all: api.stage.metricCount(sum) },
			period,
			label,
		});
	return {
		"api-fails": {
			impact:
				"Supervisors and agents get 「システムエラー」 instead of their call histories: more than 1 in 100 requests fail. " +
				"Look at the API functions' errors on the dashboard.",
			metric: share(api.stage.metricServerError(sum), "failed requests, %"),
			above: 1,
			of: [2, 3],
		},
		"api-refuses": {
			impact:
				"Supervisors and agents are turned away: more than half of all requests are refused. Look at the access log " +
				"by status. Only 403: CloudFront sends a key that the functions do not accept (operations.md, Rotate). 401 " +
				"or 429: the login, or a flood of requests.",
			metric: share(api.stage.metricClientError(sum), "refused requests, %"),
			above: 50,
			of: [2, 3],
		},
		"search-slow": {
			impact:
				"More than 1 in 20 searches take more than 5 seconds. Look at the rows examined, and at the table's throttles.",
			metric: search.metricDuration({ period, statistic: "p95" }),
			above: 5000,
			of: [3, 3],
		},
		"functions-throttled": {
			impact:
				"Requests are refused (503) or wait, because no more functions may run concurrently. Raise the account's " +
				"quota or the reserved share.",
			metric: new Metric({ namespace: "AWS/Lambda", metricName: "Throttles", ...sum }),
			above: 10,
			of: [2, 3],
		},
		"table-throttled": {
			impact:
				"Searches slow down or fail with 「混み合っています」: the table accepts no more requests for some key. Find out which " +
				"tenant imports or exports.",
			metric: table.metricThrottledRequestsForOperations({
				operations: [Operation.QUERY, Operation.PUT_ITEM, Operation.BATCH_GET_ITEM, Operation.TRANSACT_WRITE_ITEMS],
				period,
			}),
			above: 100,
			of: [2, 3],
		},
		"intake-late": {
			impact:
				"Calls of the last quarter of an hour are missing on the screen, and corrections may affect a record that is " +
				"no longer the latest. Look at the intake's errors and the queue's length.",
			metric: queues.intake.metricApproximateAgeOfOldestMessage({ period, statistic: Stats.MAXIMUM }),
			// Events that wait for their batch are sent again, at most ten minutes later.
			above: 900,
			of: [3, 3],
		},
		"intake-rejected": {
			impact:
				"Events were rejected: their calls are missing on the screen. The dead-letter queue has each event with its " +
				"reason (operations.md, Redrive).",
			metric: queues.intakeDeadLetters.metricApproximateNumberOfMessagesVisible({ period, statistic: Stats.MAXIMUM }),
			above: 0,
		},
		"intake-noted": {
			impact:
				"Calls show ids instead of names of results, agents, lists or groups, or lack values that could not be used: " +
				"more than 100 members in each of three periods of five minutes. The log of intake has the events, members " +
				"and codes (event noted), and so do the senders' queues.",
			metric: measured("FieldsNoted", "events/intake"),
			above: 100,
			of: [3, 3],
		},
		"async-search-fails": {
			impact: "Asynchronous searches end with 異常終了 instead of a file. Look at failures by reason on the dashboard.",
			metric: workflow.stateMachine.metricFailed(sum),
			above: 2,
		},
		"async-search-timed-out": {
			impact: "An asynchronous search took more than an hour and was ended; its owner sees 異常終了.",
			metric: workflow.stateMachine.metricTimedOut(sum),
			above: 0,
		},
		"sweep-fails": {
			impact: "An asynchronous search whose workflow died may stay 処理中, and keep one of its owner's ten places.",
			metric: errors("events/sweep"),
			above: 1,
			of: [2, 2],
		},
		"repeats-late": {
			impact:
				"A repeating search did not run on time, and its owner is waiting for today's file: for more than half an " +
				"hour its run could not be started, or the sweep did not finish. Look at the log of sweep.",
			...late("RepeatLagSeconds", "events/sweep", 1800),
		},
		undelivered: {
			impact:
				"One of three things happened. The end of an asynchronous search could not be recorded: it shows 処理中 until " +
				"the sweep finds it. Runs of sweep or pack were lost: the next run does their work. Or a dialler's queue did " +
				"not accept an event for a day: the dialler does not know of a correction.",
			metric: queues.undelivered.metricApproximateNumberOfMessagesVisible({ period, statistic: Stats.MAXIMUM }),
			above: 0,
		},
		"changes-late": {
			impact:
				"Diallers are notified of corrections more than a quarter of an hour late, or not at all after a day, and " +
				"recordings of expired records are not removed. Look at the errors of changes.",
			metric: functionOf("events/changes").metric("IteratorAge", { period, statistic: Stats.MAXIMUM }),
			above: 900_000,
			of: [3, 3],
		},
		"retention-fails": {
			impact:
				"A recording, a correction or a pointer of an expired record was not removed, or a batch's new end was not " +
				"applied to all of its records. The dead-letter queue has the task (operations.md, Redrive).",
			metric: queues.retentionDeadLetters.metricApproximateNumberOfMessagesVisible({
				period,
				statistic: Stats.MAXIMUM,
			}),
			above: 0,
		},
		"packing-late": {
			impact:
				"Searches over past days get slower and cost more, but their results are right: for more than an hour, " +
				"records that are due were not packed, or the packer did not finish. Look at the errors of pack.",
			...late("PackingLagSeconds", "events/pack", 3600),
		},
		"pack-count-differs": {
			impact:
				"Searches over past days may have missed calls, or shown deleted ones: a pack and the table had different " +
				"rows for the same time. The pack is rebuilt at once; the log of pack names tenant and pack.",
			metric: measured("PackCountDifferences", "events/pack"),
			above: 0,
		},
		"packs-unreadable": {
			impact:
				"Searches over past days are slower and cost more, but their results are right: packs are missing or " +
				"damaged, and their time is read from the table. Look for their names in the log of search-call-histories.",
			metric: measured("PacksUnreadable", "api/search-call-histories"),
			above: 0,
		},
		"login-fails": {
			impact:
				"Logins fail, because no token is issued. Look at the log of issue-token: a user may lack tenant, " +
				"account or role.",
			metric: new Metric({
				namespace: "AWS/Lambda",
				metricName: "Errors",
				dimensionsMap: { FunctionName: `${stackNameOf(stage)}-issue-token` },
				...sum,
			}),
			above: 4,
		},
		"mails-not-sent": {
			impact:
				"Searches end without a mail to their owners; the files exist. Look at the log of send-outcome-mail, and at " +
				"the sending account: it may be paused, or still in the sandbox.",
			metric: errors("workflow/send-outcome-mail"),
			above: 2,
			of: [2, 3],
		},
		"mail-bounces": {
			impact:
				"Mails about finished searches do not arrive; above 10 % Amazon stops all mails. Look for wrong addresses of " +
				"one tenant.",
			metric: mail("Reputation.BounceRate"),
			above: 0.04,
		},
		"mail-complaints": {
			impact: "Recipients mark our mails as spam; above 0.5 % Amazon stops all mails.",
			metric: mail("Reputation.ComplaintRate"),
			above: 0.0008,
		},
	};
}

/** Alarms on failures before a request reaches the API, by name; their metrics are in us-east-1. */
export function edgeWatches(stage: string, distribution: Distribution): Record<string, Watch> {
	return {
		"console-fails": {
			impact:
				"The console does not open, or cannot reach its API: more than 1 in 20 requests fail in or behind " +
				"CloudFront. Look at api-fails; if it is silent, look at the console's bucket and the last deployment.",
			metric: distribution.metric5xxErrorRate({ period }),
			above: 5,
			of: [2, 3],
		},
		"firewall-blocks": {
			impact:
				"Requests are blocked: either this is an attack, or a rule mistakes supervisors' requests for one, and they " +
				"cannot work. The firewall's log names rule and address.",
			metric: new Metric({
				namespace: "AWS/WAFV2",
				metricName: "BlockedRequests",
				dimensionsMap: { WebACL: stackNameOf(stage), Rule: "ALL" },
				...sum,
			}),
			above: 500,
			of: [2, 3],
		},
	};
}
