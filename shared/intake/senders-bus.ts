import { eventBusWithin } from "../platform/event-bus.ts";

/**
 * Tells senders what became of their events, well within the function's time: messages whose senders cannot be told are
 * delivered again, and the rest of the batch waits only briefly.
 */
export const sendersBus = eventBusWithin({ idleMs: 2000, answerMs: 2000, callMs: 5000 });
