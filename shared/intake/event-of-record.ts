import type { CallHistory } from "../call-history/model.ts";
import { formatJst } from "../time/model.ts";
import { timeOfPrecedence } from "./precedence.ts";

/** The event that an uncorrected record was stored from, except for its id and source. */
export function eventOfRecord({ tenantId, ...record }: CallHistory): object {
	const { recording, version, storedAt, changedAt, updatedAt, updatedBy, precedence, ...call } = record;
	const { calledAt, createdAt, nextAction } = call;
	return {
		specversion: "1.0",
		id: `displaced-${call.callId}`,
		source: "rireki",
		type: "rireki.call.completed.v1",
		time: formatJst(precedence === undefined ? calledAt : timeOfPrecedence(precedence)),
		tenantid: tenantId,
		data: {
			...call,
			calledAt: formatJst(calledAt),
			createdAt: formatJst(createdAt),
			nextAction:
				nextAction.type === "redial" ? { ...nextAction, redialAt: formatJst(nextAction.redialAt) } : nextAction,
		},
	};
}
