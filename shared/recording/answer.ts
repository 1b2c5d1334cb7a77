import * as z from "zod";

export const fileLinkSchema = z.object({
	url: z.url(),
	fileName: z.string(),
	expiresAt: z.string().meta({ description: "ISO 8601 with offset" }),
});
export type FileLink = z.infer<typeof fileLinkSchema>;
