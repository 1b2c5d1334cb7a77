import { characters, documentSize, items, matching, named, oneOf } from "./bounds.ts";
import { docs, type Limits, letters } from "./limit.ts";

const domain = /(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}/;

/** What operators watch, and mail. */
export const watchLimits: Record<string, Limits> = {
	"AWS::Logs::LogGroup": {
		source: `${docs}/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html, …_PutRetentionPolicy.html`,
		bounds: {
			LogGroupName: named(1, 512, /[.\-_/#A-Za-z0-9]+/, "a b"),
			RetentionInDays: oneOf(
				...[1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731],
				...[1096, 1827, 2192, 2557, 2922, 3288, 3653],
			),
		},
	},
	"AWS::CloudWatch::Alarm": {
		source: `${docs}/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html`,
		bounds: {
			AlarmName: characters(1, 255),
			AlarmDescription: characters(0, 1024),
			AlarmActions: items(0, 5),
			OKActions: items(0, 5),
			MetricName: characters(1, 255),
			Namespace: named(1, 255, /[^:].*/, ":x"),
			Dimensions: items(0, 30),
			"Dimensions[].Name": characters(1, 255),
			"Dimensions[].Value": characters(1, 1024),
			ExtendedStatistic: matching(/p(\d{1,2}(\.\d{0,2})?|100)/, "p101"),
			Metrics: items(1, 10),
			"Metrics[].Id": named(1, 255, /[a-z]\w*/, "All"),
			"Metrics[].Expression": characters(1, 2048),
			"Metrics[].MetricStat.Metric.Dimensions": items(0, 30),
		},
	},
	"AWS::CloudWatch::Dashboard": {
		source: `${docs}/AmazonCloudWatch/latest/APIReference/API_PutDashboard.html`,
		bounds: { DashboardName: named(1, 255, letters, "a b") },
	},
	"AWS::SNS::Topic": {
		source: `${docs}/sns/latest/api/API_CreateTopic.html`,
		bounds: { TopicName: named(1, 256, letters, "a.b") },
	},
	"AWS::SNS::TopicPolicy": {
		source: `${docs}/sns/latest/api/API_SetTopicAttributes.html (30 KB)`,
		bounds: { PolicyDocument: documentSize(30_720) },
	},
	"AWS::Budgets::Budget": {
		source: `${docs}/aws-cost-management/latest/APIReference/API_budgets_CreateBudget.html`,
		bounds: {
			"Budget.BudgetName": named(1, 100, /[^:\\]+/, "a:b"),
			NotificationsWithSubscribers: items(1, 10),
			"NotificationsWithSubscribers[].Subscribers": items(1, 11),
		},
	},
	"AWS::SES::ConfigurationSet": {
		source: `${docs}/ses/latest/APIReference-V2/API_CreateConfigurationSet.html`,
		bounds: { Name: named(1, 64, letters, "a.b") },
	},
	"AWS::SES::EmailIdentity": {
		source: `${docs}/ses/latest/APIReference-V2/API_CreateEmailIdentity.html (a domain: 255, labels of 63)`,
		bounds: {
			EmailIdentity: named(1, 255, domain, "-.example"),
			"MailFromAttributes.MailFromDomain": named(1, 255, domain, "a b"),
		},
	},
	"AWS::SES::ConfigurationSetEventDestination": {
		source: `${docs}/ses/latest/APIReference-V2/API_CloudWatchDimensionConfiguration.html`,
		bounds: {
			"EventDestination.CloudWatchDestination.DimensionConfigurations": items(1, 10),
			"EventDestination.CloudWatchDestination.DimensionConfigurations[].DimensionName": named(1, 256, /[\w:-]+/, "a b"),
			"EventDestination.CloudWatchDestination.DimensionConfigurations[].DefaultDimensionValue": named(
				1,
				256,
				/[\w@.-]+/,
				"a b",
			),
		},
	},
};
