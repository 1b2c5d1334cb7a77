export interface Message {
	messageId: string;
	receiptHandle: string;
	body: string;
	/** 1 for the first delivery. */
	receiveCount: number;
	/** How often it was resent because it waits for another message. */
	waits: number;
}
