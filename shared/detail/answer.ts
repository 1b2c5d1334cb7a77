import * as z from "zod";
import { recordingSchema } from "../recording/answer.ts";
import { rowSchema } from "../search/answer.ts";

/** Everything on the detail screen. */
export const detailSchema = rowSchema.extend({
	/** バッチ実施期間 */
	batchPeriod: z.object({ startsOn: z.iso.date(), endsOn: z.iso.date() }),
	remarks: z.nullable(z.string()),
	altPhone: z.nullable(z.string()),
	resultOptions: z
		.nullable(z.array(z.object({ resultId: z.string(), label: z.string() })))
		.meta({ description: "The results that a correction may set; null if the campaign has none (設定しない)." }),
	recordings: z
		.array(recordingSchema)
		.meta({ description: "All recordings, oldest first; `recording` is the last of them." }),
	version: z.int().meta({ description: "The number of corrections so far; the ETag contains it." }),
});
export type Detail = z.infer<typeof detailSchema>;
