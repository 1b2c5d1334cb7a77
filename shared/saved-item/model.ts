/** What an item of the directory records about the save that it holds. */
export interface SavedItem {
	/** Epoch milliseconds. */
	savedAt: number;
	eventId: string;
	/**
	 * JSON: for each part that is not from this save, the place of the save that it is from; "" if none had it, and it
	 * holds a placeholder.
	 */
	formerParts?: string | undefined;
	[part: string]: unknown;
}

/** Sorts as text: of two saves of one item the greater is the newer. */
export function placeOf({ savedAt, eventId }: Pick<SavedItem, "savedAt" | "eventId">): string {
	return `${String(savedAt).padStart(16, "0")} ${eventId}`;
}

/**
 * An item after another save, which may lack parts. Each part comes from the newest save that had it, so that the
 * result does not depend on the order or number of deliveries.
 * @returns undefined where nothing changes
 */
export function mergeParts<Item extends SavedItem>(
	before: SavedItem | undefined,
	save: Item,
	missingParts: readonly string[],
): Item | undefined {
	const ofSave: Record<string, string> = Object.fromEntries(missingParts.map((part) => [part, ""]));
	const ofBefore: Record<string, string> = JSON.parse(before?.formerParts ?? "{}");
	const [placeBefore, placeOfSave] = [before ? placeOf(before) : "", placeOf(save)];
	const isNewer = placeOfSave > placeBefore;
	const [base, other] = isNewer ? [save, before] : [before as SavedItem, save];
	const [places, otherPlaces] = isNewer ? [ofSave, ofBefore] : [ofBefore, ofSave];
	const otherPlace = isNewer ? placeBefore : placeOfSave;
	const merged: SavedItem = { ...base };
	let isChanged = isNewer;
	for (const [part, place] of Object.entries(places)) {
		const knownPlace = otherPlaces[part] ?? otherPlace;
		if (knownPlace <= place) continue;
		merged[part] = other?.[part];
		places[part] = knownPlace;
		isChanged = true;
	}
	delete merged.formerParts;
	if (Object.keys(places).length > 0) merged.formerParts = JSON.stringify(places);
	return isChanged ? (merged as Item) : undefined;
}
