import * as z from "zod";

export const fileLinkSchema = z.object({
	url: z.url(),
	fileName: z.string(),
	expiresAt: z.string().meta({ description: "ISO 8601 with offset" }),
});
export type FileLink = z.infer<typeof fileLinkSchema>;

export const recordingSchema = z.object({
	recordingId: z.string(),
	durationSeconds: z.int(),
	contentType: z.string(),
	storedAt: z.string().meta({ description: "ISO 8601 with offset" }),
});
