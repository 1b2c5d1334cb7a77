import * as z from "zod";
import { answeredTimeSchema } from "../time/answer.ts";

export const fileLinkSchema = z.object({
	url: z.url(),
	fileName: z.string(),
	expiresAt: answeredTimeSchema,
});
export type FileLink = z.infer<typeof fileLinkSchema>;

export const recordingSchema = z.object({
	recordingId: z.string(),
	durationSeconds: z.int(),
	contentType: z.string(),
	storedAt: answeredTimeSchema,
});
