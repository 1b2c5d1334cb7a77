import { inLambda, log } from "./logger.ts";

export const metricNamespace = "Rireki";

/** Everything that functions measure. The dashboard and the alarms take the names from here. */
const units = {
	/** By searches, and by everything else that reads rows. */
	RowsExamined: "Count",
	ReadUnits: "Count",
	/**
	 * Problems reported to callers, and asynchronous searches that failed; by reason where `Reason` is a dimension.
	 */
	Failures: "Count",
	/** Events that were dropped because their tenant has been removed. */
	EventsDropped: "Count",
	/** Events that can never be applied and went to the dead-letter queue; by reason. */
	EventsRejected: "Count",
	/**
	 * Fields of accepted events that were left out or changed because they were unusable, or that refer to something
	 * unknown; by code.
	 */
	FieldsNoted: "Count",
	/** How long it took to assume a tenant's role; nothing is measured while a session is reused. */
	TenantSessionMilliseconds: "Milliseconds",
	ExportedRows: "Count",
	ExportRowsPerSecond: "Count/Second",
	/** Records that a run has put into packs, including packs that were merged or rebuilt. */
	PackedRecords: "Count",
	/** At the end of each run: how long the oldest packable stretch has been waiting; 0 if there is none. */
	PackingLagSeconds: "Seconds",
	/** Packs whose rows differed from the table's; they are rebuilt. */
	PackCountDifferences: "Count",
	/** Packs that a search found missing or damaged; it reads their records from the table instead. */
	PacksUnreadable: "Count",
	/** At each sweep: how long the oldest due run of a repeating search has been waiting to start; 0 if none is. */
	RepeatLagSeconds: "Seconds",
	/** Recordings that were removed because no record names them. */
	RecordingsSwept: "Count",
} as const;

export type MetricName = keyof typeof units;

/**
 * Writes a log line from which CloudWatch extracts metrics (embedded metric format), without a call or a wait. Each
 * metric has the function as a dimension; a reason adds a second series. Without metrics it is an ordinary log line.
 * Outside of Lambda, nothing is measured.
 */
export function measure(
	message: string,
	metrics: Partial<Record<MetricName, number>>,
	{ reason, ...fields }: { reason?: string | undefined } & Record<string, unknown> = {},
): void {
	if (!inLambda()) return;
	const names = Object.keys(metrics) as MetricName[];
	const dimensions = reason === undefined ? [["Function"]] : [["Function"], ["Function", "Reason"]];
	log("info", message, {
		...fields,
		...metrics,
		Function: process.env.AWS_LAMBDA_FUNCTION_NAME,
		...(reason === undefined ? {} : { Reason: reason }),
		...(names.length > 0 ? { _aws: embedded(names, dimensions) } : {}),
	});
}

function embedded(names: readonly MetricName[], Dimensions: string[][]) {
	const Metrics = names.map((Name) => ({ Name, Unit: units[Name] }));
	return { Timestamp: Date.now(), CloudWatchMetrics: [{ Namespace: metricNamespace, Dimensions, Metrics }] };
}
