import * as z from "zod";
import { roles } from "../directory/model.ts";

export const meSchema = z.object({
	tenantId: z.string(),
	tenantName: z.string(),
	accountId: z.string(),
	name: z.string(),
	role: z.enum(roles),
	email: z.nullable(z.string()),
	campaignIds: z
		.nullable(z.array(z.string()))
		.meta({ description: "The campaigns granted to a supervisor; null for the other roles." }),
});
export type Me = z.infer<typeof meSchema>;
