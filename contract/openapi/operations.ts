import type { ApiFunction } from "../../infra/routes.ts";
import type { Operation } from "./operation.ts";
import { asyncSearchOperations } from "./operations/async-searches.ts";
import { callHistoryOperations } from "./operations/call-histories.ts";
import { callerOperations } from "./operations/caller.ts";
import { correctionOperations } from "./operations/corrections.ts";
import { mailAddressOperations } from "./operations/mail-address.ts";
import { recordingOperations } from "./operations/recordings.ts";
import { savedSearchOperations } from "./operations/saved-searches.ts";
import { trailOperations } from "./operations/trail.ts";

/** Each route's part of the document, by the name of its function. */
export const operations: Record<ApiFunction, Operation> = {
	...callerOperations,
	...mailAddressOperations,
	...callHistoryOperations,
	...correctionOperations,
	...recordingOperations,
	...asyncSearchOperations,
	...savedSearchOperations,
	...trailOperations,
};
