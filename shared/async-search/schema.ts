import { packDueIndex } from "../pack/schema.ts";

/**
 * How asynchronous searches are stored: all of an account's in one partition, each in one of ten places, so that there
 * cannot be an eleventh. The empty part of the partition key separates them from the items of accounts and calls.
 */
export const asyncSearchTemplates = { pk: "${tenantId}##${accountId}", sk: "j#${place}" } as const;

/**
 * Repeating searches that are not paused share the packer's index of due items, in a partition of their own, by due
 * time.
 */
export const repeatIndex = { ...packDueIndex, value: "~repeat" } as const;

/**
 * The sparse index, for the sweeper, of searches that have not ended or whose mail was not sent: `open` exists only
 * until then.
 */
export const openIndex = {
	name: "async-search-open",
	pk: "open",
	sk: "openSince",
	value: "open",
} as const;
