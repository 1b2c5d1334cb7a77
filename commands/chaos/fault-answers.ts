/** Engines that functions call. */
export const services = ["dynamodb", "s3", "sqs", "ses", "stepfunctions", "eventbridge"] as const;
export type Service = (typeof services)[number];
export type ServiceUrls = Record<Service, string>;

interface FaultAnswer {
	status: number;
	contentType: string;
	body: string;
}

/** The services' names and statuses for throttling. */
const throttles: Record<Service, readonly [status: number, code: string]> = {
	dynamodb: [400, "ProvisionedThroughputExceededException"],
	s3: [503, "SlowDown"],
	sqs: [403, "RequestThrottled"],
	ses: [400, "Throttling"],
	stepfunctions: [400, "ThrottlingException"],
	eventbridge: [400, "ThrottlingException"],
};

const failures: Record<Service, string> = {
	dynamodb: "InternalServerError",
	s3: "InternalError",
	sqs: "InternalFailure",
	ses: "InternalFailure",
	stepfunctions: "InternalFailure",
	eventbridge: "InternalException",
};

/** The answer of a throttling or failing service, in its own protocol. */
export function faultAnswer(service: Service, kind: "throttled" | "failed"): FaultAnswer {
	const [status, code] = kind === "throttled" ? throttles[service] : ([500, failures[service]] as const);
	if (service === "s3") {
		return {
			status,
			contentType: "application/xml",
			body: `<Error><Code>${code}</Code><Message>${kind}</Message></Error>`,
		};
	}
	if (service === "ses") {
		const type = status < 500 ? "Sender" : "Receiver";
		const error = `<Error><Type>${type}</Type><Code>${code}</Code><Message>${kind}</Message></Error>`;
		return {
			status,
			contentType: "text/xml",
			body: `<ErrorResponse>${error}<RequestId>chaos</RequestId></ErrorResponse>`,
		};
	}
	return { status, contentType: "application/x-amz-json-1.0", body: JSON.stringify({ __type: code, message: kind }) };
}

/** An answer with status 200, such as a captive portal or a restarting proxy gives. */
export const notJson: FaultAnswer = {
	status: 200,
	contentType: "text/html",
	body: "<html><body><h1>502 Bad Gateway</h1></body></html>",
};
