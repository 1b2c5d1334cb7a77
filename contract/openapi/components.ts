import * as z from "zod";
import type { ZodOpenApiComponentsObject } from "zod-openapi";
import { asyncSearchesSchema, asyncSearchSchema } from "../../shared/async-search/answer.ts";
import { changeAsyncSearchSchema, createAsyncSearchSchema } from "../../shared/async-search/model.ts";
import { correctionsSchema } from "../../shared/call-history/answer.ts";
import { bulkCorrectionSchema, correctionSchema } from "../../shared/correction/model.ts";
import { detailSchema } from "../../shared/detail/answer.ts";
import { mailAddressAnswerSchema, testMailAnswerSchema } from "../../shared/mail-address/answer.ts";
import { confirmationSchema, mailAddressRequestSchema } from "../../shared/mail-address/model.ts";
import { meSchema } from "../../shared/me/answer.ts";
import { searchOptionsSchema } from "../../shared/options/answer.ts";
import { fileLinkSchema, recordingSchema } from "../../shared/recording/answer.ts";
import { savedSearchAnswerSchema, savedSearchesSchema } from "../../shared/saved-search/answer.ts";
import { savedSearchSchema } from "../../shared/saved-search/model.ts";
import { rowSchema, searchResultSchema } from "../../shared/search/answer.ts";
import { conditionsSchema, keptConditionsSchema } from "../../shared/search/conditions-model.ts";
import { searchSchema } from "../../shared/search/model.ts";
import { accessTrailSchema, recordAccessesSchema, trailEntrySchema } from "../../shared/trail/answer.ts";
import { headerParameters } from "./headers.ts";
import { bulkOutcomes } from "./operations/corrections.ts";
import { problemSchema } from "./problems.ts";

/** Schemas that the document refers to by name. */
const named: Record<string, z.ZodType> = {
	Search: searchSchema,
	SearchConditions: conditionsSchema,
	SavedSearchConditions: keptConditionsSchema,
	SearchResult: searchResultSchema,
	CallHistoryRow: rowSchema,
	CallHistory: detailSchema,
	Correction: correctionSchema,
	Corrections: correctionsSchema,
	BulkCorrection: bulkCorrectionSchema,
	BulkOutcomes: bulkOutcomes,
	FileLink: fileLinkSchema,
	Recording: recordingSchema,
	AsyncSearchRequest: createAsyncSearchSchema,
	AsyncSearchChange: changeAsyncSearchSchema,
	AsyncSearch: asyncSearchSchema,
	AsyncSearches: asyncSearchesSchema,
	SavedSearchRequest: savedSearchSchema,
	SavedSearch: savedSearchAnswerSchema,
	SavedSearches: savedSearchesSchema,
	SearchOptions: searchOptionsSchema,
	TrailEntry: trailEntrySchema,
	AccessTrail: accessTrailSchema,
	RecordAccesses: recordAccessesSchema,
	Me: meSchema,
	MailAddressChange: mailAddressRequestSchema,
	MailAddressConfirmation: confirmationSchema,
	MailAddress: mailAddressAnswerSchema,
	TestMail: testMailAnswerSchema,
	Problem: problemSchema,
};
for (const [id, schema] of Object.entries(named)) z.globalRegistry.add(schema, { id });

export const components: ZodOpenApiComponentsObject = {
	parameters: headerParameters,
	securitySchemes: {
		token: {
			type: "http",
			scheme: "bearer",
			bearerFormat: "JWT",
			description: "An access token of Amazon Cognito (`token_use` = `access`) with the claims `tenant` and `account`.",
		},
	},
};
