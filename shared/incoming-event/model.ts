import * as z from "zod";
import { idSchema, roles, tenantIdSchema } from "../directory/model.ts";
import { fieldCode } from "../problem/field-model.ts";
import { exactText, name } from "../prose/model.ts";
import { callSchema, recordingSchema } from "../reported-call/model.ts";
import { address, date, flag, instant, listOf, oneOf, optional, optionalOr, tokenOf } from "../spelling/model.ts";

const id = tokenOf(idSchema);

const tenant = z.object({ name, outboundOption: flag });
const account = z.object({
	accountId: id,
	name,
	role: oneOf(roles),
	email: optional(address),
	/** The campaigns granted to a supervisor; meaningless for other roles. */
	campaignIds: optionalOr(listOf(id, 1000), []),
	active: flag,
});
const campaign = z.object({
	campaignId: id,
	name,
	/** false = 設定しない: agents report no result, and none can be set in a correction. */
	resultEntry: flag,
	results: z.array(z.object({ resultId: id, label: name })).max(200),
});
const batch = z
	.object({
		batchId: id,
		campaignId: id,
		name,
		startsOn: date,
		endsOn: date,
	})
	.refine(({ startsOn, endsOn }) => startsOn <= endsOn, {
		path: ["endsOn"],
		...fieldCode("order", { mending: "swap", other: "startsOn" }),
	});
const customerList = z.object({ customerListId: id, name });
const callingGroup = z.object({ callingGroupId: id, name });

const envelope = { time: instant, tenantid: tokenOf(tenantIdSchema) };
const eventId = exactText(256);

function event<const Type extends string, Data extends z.ZodType>(type: Type, data: Data) {
	return z.object({
		specversion: z.preprocess((value) => (value === 1 ? "1.0" : value), z.literal("1.0")),
		id: eventId,
		source: exactText(2048),
		type: z.literal(type),
		...envelope,
		data,
	});
}

/** Every incoming event. Unknown members are ignored, so that senders can add some. */
export const incomingEventSchema = z.discriminatedUnion("type", [
	event("rireki.tenant.saved.v1", tenant),
	event("rireki.account.saved.v1", account),
	event("rireki.campaign.saved.v1", campaign),
	event("rireki.batch.saved.v1", batch),
	event("rireki.customer-list.saved.v1", customerList),
	event("rireki.customer-list.deleted.v1", customerList.pick({ customerListId: true })),
	event("rireki.calling-group.saved.v1", callingGroup),
	event("rireki.call.completed.v1", callSchema),
	event("rireki.recording.stored.v1", recordingSchema),
]);

/** The deactivation of an account, which is accepted whatever else is wrong with its event. */
export const deactivationSchema = z.object({
	type: z.literal("rireki.account.saved.v1"),
	id: optionalOr(eventId, ""),
	...envelope,
	data: z.object({
		accountId: id,
		name: optional(name),
		role: optional(oneOf(roles)),
		email: optional(address),
		campaignIds: optional(listOf(id, 1000)),
		active: flag.refine((active) => !active),
	}),
});

/** The readable part of an event's envelope. */
export const readableEnvelopeSchema = z.object({
	id: eventId.optional().catch(undefined),
	type: exactText(256).optional().catch(undefined),
	source: exactText(2048).optional().catch(undefined),
	tenantid: envelope.tenantid.optional().catch(undefined),
});

export type ReadableEnvelope = z.infer<typeof readableEnvelopeSchema>;

type Parsed = z.infer<typeof incomingEventSchema> & {
	/** Whether a part of it could not be used; the same event, sent again intact, takes precedence. */
	isMended?: boolean;
};

/** With the names of the parts that the event lacks; their placeholder values are ignored. */
export type AccountSaved = Extract<Parsed, { type: "rireki.account.saved.v1" }> & { missingParts?: readonly string[] };
export type IncomingEvent = Exclude<Parsed, { type: "rireki.account.saved.v1" }> | AccountSaved;
export type CallCompleted = Extract<IncomingEvent, { type: "rireki.call.completed.v1" }>;
export type RecordingStored = Extract<IncomingEvent, { type: "rireki.recording.stored.v1" }>;
export type DirectoryEvent = Exclude<IncomingEvent, CallCompleted | RecordingStored>;
