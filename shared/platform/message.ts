export interface Message {
	messageId: string;
	receiptHandle: string;
	body: string;
	/** 1 for the first delivery. */
	receiveCount: number;
	/** How often it has waited for another message, and was sent anew. */
	waits: number;
}
