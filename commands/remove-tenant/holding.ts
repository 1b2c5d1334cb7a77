/** One kind of a tenant's data: counting and removing it. */
export interface Holding {
	count(): Promise<Count>;
	/** Removes what is there at the moment. */
	remove(): Promise<Count>;
}

export interface Count {
	found: number;
	/** How many items or objects were read. */
	examined: number;
}
