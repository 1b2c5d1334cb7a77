import { type Directory, resultLabels } from "../directory/model.ts";
import type { NamesPart } from "./model.ts";

/** The names by which ids are shown: those of one part of the directory, by id. */
export function namesOf(directory: Directory, part: NamesPart): ReadonlyMap<string, { name: string }> {
	if (part !== "results") return directory[part];
	return new Map([...resultLabels(directory.campaigns.values())].map(([id, name]) => [id, { name }]));
}
