/** Some of what a tenant has: what is there of it, and its removal. */
export interface Holding {
	count(): Promise<Count>;
	/** Removes what is there at the moment. */
	remove(): Promise<Count>;
}

export interface Count {
	found: number;
	/** What had to be looked at to know. */
	examined: number;
}
