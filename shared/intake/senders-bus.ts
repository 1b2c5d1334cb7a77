import { eventBusWithin } from "../platform/event-bus.ts";

/**
 * Notifies senders of the outcome of their events, well within the function's time limit: messages whose senders cannot
 * be notified are redelivered, and the rest of the batch waits only briefly.
 */
export const sendersBus = eventBusWithin({ idleMs: 2000, answerMs: 2000, callMs: 5000 });
