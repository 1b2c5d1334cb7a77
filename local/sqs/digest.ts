import { createHash } from "node:crypto";

interface MessageAttribute {
	DataType: string;
	StringValue?: string;
	/** Base64. */
	BinaryValue?: string;
}

export type MessageAttributes = Record<string, MessageAttribute>;

export const md5 = (data: string | Buffer) => createHash("md5").update(data).digest("hex");

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html */
export function md5OfAttributes(attributes: MessageAttributes): string | undefined {
	const names = Object.keys(attributes).sort();
	if (names.length === 0) return undefined;
	const parts = names.flatMap((name) => {
		const { DataType, StringValue, BinaryValue } = attributes[name] as MessageAttribute;
		const binary = DataType.startsWith("Binary");
		const value = binary ? Buffer.from(BinaryValue ?? "", "base64") : Buffer.from(StringValue ?? "");
		return [
			withLength(Buffer.from(name)),
			withLength(Buffer.from(DataType)),
			Buffer.of(binary ? 2 : 1),
			withLength(value),
		];
	});
	return md5(Buffer.concat(parts));
}

/** A message's size, as it counts against the limits. */
export function sizeOf(body: string, attributes: MessageAttributes): number {
	let size = Buffer.byteLength(body);
	for (const [name, { DataType, StringValue, BinaryValue }] of Object.entries(attributes)) {
		size += Buffer.byteLength(name) + Buffer.byteLength(DataType);
		size += StringValue === undefined ? Buffer.byteLength(BinaryValue ?? "", "base64") : Buffer.byteLength(StringValue);
	}
	return size;
}

function withLength(data: Buffer): Buffer {
	const length = Buffer.alloc(4);
	length.writeUInt32BE(data.length);
	return Buffer.concat([length, data]);
}
