import { inLambda, log } from "./logger.ts";

export const metricNamespace = "Rireki";

/** Everything that functions measure. The dashboard and the alarms take the names from here. */
const units = {
	Requests: "Count",
	RowsExamined: "Count",
	ReadUnits: "Count",
	WriteUnits: "Count",
	/** Problems told to callers and asynchronous searches that failed; by reason where `Reason` is among the dimensions. */
	Failures: "Count",
	/** How long it took to assume a tenant's role; nothing is counted while the role is kept. */
	TenantSessionMilliseconds: "Milliseconds",
	ExportedRows: "Count",
	ExportRowsPerSecond: "Count/Second",
} as const;

export type MetricName = keyof typeof units;

/**
 * One log line that CloudWatch makes metrics of (embedded metric format): no call, no wait. The function is a dimension of
 * each; a reason makes a second series beside the one of the function. On one machine nothing is measured.
 */
export function measure(
	message: string,
	metrics: Partial<Record<MetricName, number>>,
	{ reason, ...fields }: { reason?: string | undefined } & Record<string, unknown> = {},
): void {
	if (!inLambda()) return;
	const dimensions = reason === undefined ? [["Function"]] : [["Function"], ["Function", "Reason"]];
	log("info", message, {
		...fields,
		...metrics,
		Function: process.env.AWS_LAMBDA_FUNCTION_NAME,
		...(reason === undefined ? {} : { Reason: reason }),
		_aws: {
			Timestamp: Date.now(),
			CloudWatchMetrics: [
				{
					Namespace: metricNamespace,
					Dimensions: dimensions,
					Metrics: (Object.keys(metrics) as MetricName[]).map((Name) => ({ Name, Unit: units[Name] })),
				},
			],
		},
	});
}
