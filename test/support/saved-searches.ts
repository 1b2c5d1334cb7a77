import { columns } from "../../shared/column/model.ts";
import { type SavedList, withEntry } from "../../shared/saved-search/model.ts";
import { newestFirst } from "../../shared/search/model.ts";
import type { World } from "./world.ts";

const content = {
	conditions: { period: { relative: "yesterday" } },
	sort: newestFirst,
	columns: [...columns],
	createdAt: 0,
	updatedAt: 0,
};

/** Saves a search of the administrator's under an id that the test chooses. */
export async function keepSavedSearch({ deps }: World, id: string): Promise<void> {
	const caller = { tenantId: "acme", accountId: "admin" };
	const { list } = await deps.savedSearchReader.findForCaller(caller, id);
	const next: SavedList = withEntry(list, { id, name: id }, false);
	if (!(await deps.savedSearches.change(caller, next, { id, content }))) throw new Error("somebody else was writing");
}
