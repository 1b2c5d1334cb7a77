import * as z from "zod";
import { columns } from "../column/model.ts";
import { fieldCode } from "../problem/field-model.ts";
import { type Conditions, conditionsSchema } from "./conditions-model.ts";
import { facets } from "./facet-model.ts";

/** For more hits than this, there is the asynchronous search. */
export const maxHits = 10_000;
const maxPageSize = 1000;
const defaultPageSize = 100;
/** Ten thousand agents by all results make a large answer; ten tables fill a page of figures. */
const maxFacets = 10;

export const sortSchema = z.strictObject({ column: z.enum(columns), direction: z.enum(["asc", "desc"]) });
export type Sort = z.infer<typeof sortSchema>;
export const newestFirst: Sort = { column: "calledAt", direction: "desc" };

/** Which columns are shown or written, in this order. */
export const columnsSchema = z
	.array(z.enum(columns))
	.min(1)
	.max(columns.length)
	.refine((names) => new Set(names).size === names.length, fieldCode("column-twice"));

export const searchSchema = conditionsSchema.extend({
	sort: sortSchema.default(newestFirst),
	page: z
		.strictObject({
			size: z.int().min(1).max(maxPageSize).default(defaultPageSize),
			cursor: z.string().max(4096).optional(),
		})
		.prefault({}),
	facets: z.array(z.enum(facets)).max(maxFacets).default([]),
	rows: z.boolean().default(true),
});
export type SearchRequest = z.infer<typeof searchSchema>;

/** The part of a request that decides which calls are hits; the rest says how they are shown. */
export function conditionsIn({ sort: _, page: __, facets: ___, rows: ____, ...asked }: SearchRequest): Conditions {
	return asked;
}
