import * as z from "zod";

/** A time in an answer. */
export const answeredTimeSchema = z.string().meta({ format: "date-time", description: "ISO 8601 with offset." });
