import { Duration } from "aws-cdk-lib";
import type { Distribution } from "aws-cdk-lib/aws-cloudfront";
import { type IMetric, MathExpression, Metric, Stats } from "aws-cdk-lib/aws-cloudwatch";
import { type ITable, Operation } from "aws-cdk-lib/aws-dynamodb";
import type { Function as LambdaFunction } from "aws-cdk-lib/aws-lambda";
import { type MetricName, metricNamespace } from "../../shared/platform/metrics.ts";
import type { FunctionName } from "../functions.ts";
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
	/** What users notice when it goes off, and where to look first. */
	impact: string;
	metric: IMetric;
	above: number;
	/** How many of the last periods. */
	of?: readonly [number, number];
	/** Whether missing data trigger it, too. */
	orMissing?: true;
}

const period = Duration.minutes(5);
const sum = { period, statistic: Stats.SUM };

/** By the name of the alarm. */
export function watches({ stage, api, queues, workflow, table, functionOf }: Watched): Record<string, Watch> {
	const errors = (name: FunctionName) => functionOf(name).metricErrors(sum);
	const search = functionOf("api/search-call-histories");
	const mail = (metricName: string) =>
		new Metric({
			namespace: "AWS/SES",
			metricName,
			period: Duration.hours(1),
			statistic: Stats.AVERAGE,
			dimensionsMap: { "ses:configuration-set": `rireki-${stage}` },
		});
	const measured = (metricName: MetricName, name: FunctionName, statistic: string = Stats.SUM, over = period) =>
		new Metric({
			namespace: metricNamespace,
			metricName,
			dimensionsMap: { Function: functionOf(name).functionName },
			statistic,
			period: over,
		});
	/** Measured by each run: how long something has been waiting. A run that does not finish measures nothing. */
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
				"Supervisors and agents get 「システムエラー」 instead of their call histories: more than 1 in 100 requests fails. Look at the API functions' errors on the dashboard.",
			metric: share(api.stage.metricServerError(sum), "failed requests, %"),
			above: 1,
			of: [2, 3],
		},
		"api-refuses": {
			impact:
				"Supervisors and agents are turned away: more than half of all requests are refused. Look at the access log by status. All 403: CloudFront shows a key that the functions do not take (operations.md, Rotate). 401 or 429: the login, or a flood.",
			metric: share(api.stage.metricClientError(sum), "refused requests, %"),
			above: 50,
			of: [2, 3],
		},
		"search-slow": {
			impact:
				"Searches take more than 5 seconds for 1 in 20 supervisors. Look at rows examined, and at throttles of the table.",
			metric: search.metricDuration({ period, statistic: "p95" }),
			above: 5000,
			of: [3, 3],
		},
		"functions-throttled": {
			impact:
				"Requests are turned away (503) or wait, because no more functions may run at a time. Raise the account's quota or the reserved share.",
			metric: new Metric({ namespace: "AWS/Lambda", metricName: "Throttles", ...sum }),
			above: 10,
			of: [2, 3],
		},
		"table-throttled": {
			impact:
				"Searches slow down or end with 「混み合っています」: the table takes no more requests from some key. Look at which tenant imports or exports.",
			metric: table.metricThrottledRequestsForOperations({
				operations: [Operation.QUERY, Operation.PUT_ITEM, Operation.BATCH_GET_ITEM, Operation.TRANSACT_WRITE_ITEMS],
				period,
			}),
			above: 100,
			of: [2, 3],
		},
		"intake-late": {
			impact:
				"Calls of the last quarter of an hour are missing on the screen, and corrections may hit a record that is not the latest. Look at the intake's errors and the queue's length.",
			metric: queues.intake.metricApproximateAgeOfOldestMessage({ period, statistic: Stats.MAXIMUM }),
			// Events that wait for their batch are sent again, at most ten minutes later.
			above: 900,
			of: [3, 3],
		},
		"intake-rejected": {
			impact:
				"Events could not be taken in: the calls in them are missing on the screen. The dead-letter queue has each with its reason (operations.md, Redrive).",
			metric: queues.intakeDeadLetters.metricApproximateNumberOfMessagesVisible({ period, statistic: Stats.MAXIMUM }),
			above: 0,
		},
		"intake-noted": {
			impact:
				"Calls show ids where names of results, agents, lists or groups should stand, or lack what could not be used: more than 100 members in each of three times five minutes. The log of intake tells events, members and codes (event noted), and so do the senders' queues.",
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
			impact: "An asynchronous search took more than an hour and was given up; its owner was told 異常終了.",
			metric: workflow.stateMachine.metricTimedOut(sum),
			above: 0,
		},
		"sweep-fails": {
			impact: "An asynchronous search whose workflow died may stay 処理中, and its place among the ten stays taken.",
			metric: errors("events/sweep"),
			above: 1,
			of: [2, 2],
		},
		"repeats-late": {
			impact:
				"A search that repeats by itself was not run at its time: for more than half an hour its run could not be started, or the sweep has not come to an end, and its owner waits for today's file. Look at the log of sweep.",
			...late("RepeatLagSeconds", "events/sweep", 1800),
		},
		undelivered: {
			impact:
				"The end of an asynchronous search could not be recorded, and it shows 処理中 until the sweep finds it; calls of sweep or pack were lost, of which the next ones do the work; or a dialler's queue did not take an event for a day, and the dialler has not heard of a correction.",
			metric: queues.undelivered.metricApproximateNumberOfMessagesVisible({ period, statistic: Stats.MAXIMUM }),
			above: 0,
		},
		"changes-late": {
			impact:
				"Diallers learn of corrections more than a quarter of an hour late, or not at all after a day, and recordings of expired records stay. Look at the errors of changes.",
			metric: functionOf("events/changes").metric("IteratorAge", { period, statistic: Stats.MAXIMUM }),
			above: 900_000,
			of: [3, 3],
		},
		"retention-fails": {
			impact:
				"A recording, a correction or a pointer of an expired record was not removed, or a batch's new end does not hold for all of its records. The dead-letter queue has the task (operations.md, Redrive).",
			metric: queues.retentionDeadLetters.metricApproximateNumberOfMessagesVisible({
				period,
				statistic: Stats.MAXIMUM,
			}),
			above: 0,
		},
		"packing-late": {
			impact:
				"Searches over past days get slower and dearer, and none is wrong: for more than an hour something that may be packed was not, or the packer has not come to an end. Look at the errors of pack.",
			...late("PackingLagSeconds", "events/pack", 3600),
		},
		"pack-count-differs": {
			impact:
				"Searches over past days may have missed calls, or shown some that are gone: a pack had other rows than the table has of its time. It is made anew at once; the log of pack tells tenant and pack.",
			metric: measured("PackCountDifferences", "events/pack"),
			above: 0,
		},
		"packs-unreadable": {
			impact:
				"Searches over past days are slower and dearer, and none is wrong: packs are missing or damaged, and their time is read from the table. Look at the log of search-call-histories for their names.",
			metric: measured("PacksUnreadable", "api/search-call-histories"),
			above: 0,
		},
		"login-fails": {
			impact:
				"Nobody who logs in gets a token. Look at the log of issue-token: a user may lack tenant, account or role.",
			metric: new Metric({
				namespace: "AWS/Lambda",
				metricName: "Errors",
				dimensionsMap: { FunctionName: `rireki-${stage}-issue-token` },
				...sum,
			}),
			above: 4,
		},
		"mails-not-sent": {
			impact:
				"Searches end and nobody is told by mail; the files are there. Look at the log of send-outcome-mail, and at the sending account: it may be paused, or still in the sandbox.",
			metric: errors("workflow/send-outcome-mail"),
			above: 2,
			of: [2, 3],
		},
		"mail-bounces": {
			impact:
				"Mails about finished searches do not arrive; above 10 % Amazon stops all of them. Look for wrong addresses of one tenant.",
			metric: mail("Reputation.BounceRate"),
			above: 0.04,
		},
		"mail-complaints": {
			impact: "Receivers mark our mails as spam; above 0.5 % Amazon stops all of them.",
			metric: mail("Reputation.ComplaintRate"),
			above: 0.0008,
		},
	};
}

/** Failures before a request reaches the API, whose metrics are in us-east-1. */
export function edgeWatches(stage: string, distribution: Distribution): Record<string, Watch> {
	return {
		"console-fails": {
			impact:
				"The console does not open, or cannot reach its API: more than 1 in 20 requests fail before or behind CloudFront. Look at api-fails: where that is silent, at the console's bucket and the last deployment.",
			metric: distribution.metric5xxErrorRate({ period }),
			above: 5,
			of: [2, 3],
		},
		"firewall-blocks": {
			impact:
				"Requests are blocked: either this is an attack, or a rule mistakes supervisors' requests for one and they cannot work. The firewall's log names rule and address.",
			metric: new Metric({
				namespace: "AWS/WAFV2",
				metricName: "BlockedRequests",
				dimensionsMap: { WebACL: `rireki-${stage}`, Rule: "ALL" },
				...sum,
			}),
			above: 500,
			of: [2, 3],
		},
	};
}
