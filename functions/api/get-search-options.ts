import * as z from "zod";
import { boundedText } from "../../shared/bounded-text/model.ts";
import { callHistoryReader } from "../../shared/call-history/reader.ts";
import { idSchema } from "../../shared/directory/model.ts";
import { directoryReader } from "../../shared/directory/reader.ts";
import { getSearchOptions, type OptionsDeps } from "../../shared/options/search-options.ts";
import { packFileReader } from "../../shared/pack/file-reader.ts";
import { packReader } from "../../shared/pack/reader.ts";
import { now } from "../../shared/platform/clock.ts";
import { apiLambda } from "../adapters/api-lambda.ts";
import { apiHandler } from "../adapters/http.ts";

/** Keeps a URL within the 8 KB that CloudFront accepts. */
const maxIds = 50;

export const query = z.strictObject({
	campaignIds: z
		.string()
		.max(maxIds * 65)
		.transform((text) => text.split(",").filter(Boolean))
		.pipe(z.array(idSchema).max(maxIds))
		.optional()
		.meta({
			description: `Up to ${maxIds} ids, separated by commas: only these campaigns, with their results and batches.`,
			example: "c01,c02",
		}),
	query: boundedText(100).optional().meta({
		description: "Only choices whose name contains this text; width, case, kind of kana and spaces are ignored.",
		example: "さくら",
	}),
});

export const createHandler = apiHandler({ query }, async (deps: OptionsDeps, { caller, query: asked }) => ({
	body: await getSearchOptions(deps, { caller, asked }),
}));

export const handler = apiLambda(createHandler, {
	callHistoryReader,
	packReader,
	packFiles: packFileReader,
	now,
	directoryReader,
});
