import * as z from "zod";
import { idSchema } from "../../../shared/directory/model.ts";

/** `{asyncSearchId}` of the paths. */
export const asyncSearchIdPath = z.object({
	asyncSearchId: idSchema.meta({ description: "ID of the search.", example: "20261120-150000-1f0c9b52-7" }),
});

/** `{savedSearchId}` of the paths. */
export const savedSearchIdPath = z.object({
	savedSearchId: idSchema.meta({
		description: "ID of the saved search.",
		example: "6f1d3c0e9b5a4f27a1c8e4d2b7f05a93",
	}),
});

/** `{callId}` of the paths. */
export const callIdPath = z.object({
	callId: idSchema.meta({ description: "ID of the call, from a search.", example: "20261120-000123" }),
});
