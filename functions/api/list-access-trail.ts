import * as z from "zod";
import { idSchema } from "../../shared/directory/model.ts";
import { directoryReader } from "../../shared/directory/reader.ts";
import { cursorSchema } from "../../shared/page/list-cursor.ts";
import { cursorSeal } from "../../shared/platform/cursor-seal.ts";
import { jstDateSchema } from "../../shared/time/model.ts";
import { listAccessTrail, type TrailDeps } from "../../shared/trail/list-access-trail.ts";
import { trailKinds } from "../../shared/trail/model.ts";
import { trailReader } from "../../shared/trail/reader.ts";
import { apiLambda } from "../adapters/api-lambda.ts";
import { apiHandler } from "../adapters/http.ts";

export const query = z.strictObject({
	date: jstDateSchema.meta({ description: "The day (JST).", example: "2026-11-20" }),
	accountId: idSchema.optional().meta({ description: "Only entries of this account." }),
	kind: z.enum(trailKinds).optional().meta({ description: "Only entries of this kind." }),
	cursor: cursorSchema,
});

export const createHandler = apiHandler({ query }, async (deps: TrailDeps, { caller, query: request }) => ({
	body: await listAccessTrail(deps, { caller, ...request }),
}));

export const handler = apiLambda(createHandler, { directoryReader, trailReader, cursorSeal });
