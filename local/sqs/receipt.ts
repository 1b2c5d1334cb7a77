import { SqsFault } from "./fault.ts";

/** A receipt handle names the message and which of its receipts this is, so that an outdated one can be told. */
export function formatReceipt(number: number, receiveCount: number): string {
	return Buffer.from(`${number}.${receiveCount}`).toString("base64url");
}

export function parseReceipt(handle: unknown): [number: number, receiveCount: number] {
	const [, number, receiveCount] = /^(\d+)\.(\d+)$/.exec(Buffer.from(String(handle), "base64url").toString()) ?? [];
	if (!number || !receiveCount) {
		throw new SqsFault("ReceiptHandleIsInvalid", `The input receipt handle "${handle}" is not a valid receipt handle.`);
	}
	return [Number(number), Number(receiveCount)];
}
