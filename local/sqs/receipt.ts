import { SqsFault } from "./fault.ts";

/** A receipt handle contains the message and the number of its receipt, so that outdated ones are recognised. */
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
