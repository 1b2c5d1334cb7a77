import { type MessageAttributes, md5, md5OfAttributes } from "./digest.ts";
import { attributesOf, type Input } from "./input.ts";
import type { MessageRow } from "./queue-store.ts";
import { formatReceipt } from "./receipt.ts";

export function sent(id: string | undefined, input: Input): object {
	return {
		MessageId: id,
		MD5OfMessageBody: md5(input.MessageBody),
		MD5OfMessageAttributes: md5OfAttributes(attributesOf(input)),
	};
}

export function received(row: MessageRow, input: Input): object {
	const system = {
		SenderId: "000000000000",
		SentTimestamp: String(row.sent_at),
		ApproximateReceiveCount: String(row.receive_count),
		ApproximateFirstReceiveTimestamp: String(row.first_received_at),
	};
	const systemNames = [...(input.AttributeNames ?? []), ...(input.MessageSystemAttributeNames ?? [])];
	const attributes = Object.fromEntries(
		Object.entries(JSON.parse(row.attributes ?? "{}") as MessageAttributes).filter(([name]) =>
			wants(input.MessageAttributeNames ?? [], name),
		),
	);
	const hasAttributes = Object.keys(attributes).length > 0;
	return {
		MessageId: row.id,
		ReceiptHandle: formatReceipt(row.number, row.receive_count),
		Body: row.body,
		MD5OfBody: md5(row.body),
		...(systemNames.length > 0 && {
			Attributes: Object.fromEntries(Object.entries(system).filter(([name]) => wants(systemNames, name))),
		}),
		...(hasAttributes && { MessageAttributes: attributes, MD5OfMessageAttributes: md5OfAttributes(attributes) }),
	};
}

export function wants(names: string[], name: string): boolean {
	return names.some((wanted) => wanted === "All" || wanted === name || wanted === ".*" || prefixes(wanted, name));
}

const prefixes = (wanted: string, name: string) => wanted.endsWith(".*") && name.startsWith(wanted.slice(0, -1));
