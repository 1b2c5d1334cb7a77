/**
 * The measured cost of each kind of work, or the maximum where it varies. `test/infra/costs.test.ts` measures what is
 * marked with `*` again, `npm run bench` the rest.
 */
export const units = {
	/**
	 * `*` A call with an agent; one unit more if its customer was called before. One read checks whether it was erased.
	 */
	call: { written: 6, read: 4 },
	/** `*` Of a call that exists. */
	recording: { written: 5, read: 4 },
	/** `*` */
	detail: { read: 9, trail: 2 },
	/** `*` Once a pack may hold the record. */
	correction: { written: 12, read: 9 },
	/** `*` */
	openedRecording: { read: 9, trail: 2 },
	/**
	 * A page of one day: directory, contents and marks; what is not packed yet; its rows and their pointers, at most a
	 * unit each. The parts of packs are those of three conditions; a condition on memos needs one more of each pack.
	 */
	search: { directory: 5, unpacked: 10, page: 100, trail: 2, parts: 6, partsOfMemo: 3 },
	/** A run that has something to pack. */
	packing: { written: 16, read: 7, objectsWritten: 3 },
	/** Counting a day's pack against the table. */
	count: { read: 1400 },
	/** Of 100,000 rows. */
	export: { read: 3400, written: 20, steps: 25, objectsWritten: 12, objectsRead: 24 },
	/** A deleted record: its batch's share, its pointer, its recording's name. */
	expiry: { written: 3, queueRequests: 6 },
	/** Of an ordinary record with everything that belongs to it, in the table and in its packs. */
	bytes: { table: 1900, packs: 75, log: 1500, answer: 13_000 },
} as const;
