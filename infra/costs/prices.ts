const million = 1e6;
const tenThousand = 1e4;
/** Hours in a month, as Amazon counts them. */
const hours = 730;

/**
 * List prices for Tokyo in USD, without free allowances and tax, per unit. Prices change; the counted units do not.
 */
export const prices = {
	"a unit written": 0.715 / million,
	"a unit read": 0.1425 / million,
	"a GB in the table": 0.285,
	"a GB that can be restored": 0.228,
	"a request to S3 that reads": 0.37 / million,
	"a request to S3 that writes or lists": 4.7 / million,
	"a GB in S3": 0.025,
	"a request to the API": 1.29 / million,
	"a GB out of CloudFront": 0.114,
	"a request to CloudFront": 1.2 / million,
	"a request that the firewall inspects": 0.6 / million,
	"a call of a function": 0.2 / million,
	"a GB·s of a function": 13.33 / million,
	"a request to a queue": 0.4 / million,
	"a step of a workflow": 25 / million,
	"an event on the bus": 1 / million,
	"a mail": 100 / million,
	"a GB of logs": 0.76,
	"a trace": 5 / million,
	"a request to the key": 0.03 / tenThousand,
	"a firewall": 5,
	"a rule of the firewall": 1,
	"an alarm on one metric": 0.1,
	"a metric": 0.3,
	"a dashboard": 3,
	"a key": 1,
	"a secret": 0.4,
	"a login with threat protection": 0.02,
	"a unit of OpenSearch Serverless (OCU), a month": 0.334 * hours,
} as const;

export type Price = keyof typeof prices;
