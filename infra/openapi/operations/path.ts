import * as z from "zod";
import { idSchema } from "../../../shared/directory/model.ts";

/** `{callId}` of the paths. */
export const callIdPath = z.object({
	callId: idSchema.meta({ description: "ID of the call, as a search answers with it.", example: "20261120-000123" }),
});
