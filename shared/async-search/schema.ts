import { packDueIndex } from "../pack/schema.ts";

/**
 * How asynchronous searches lie in the table: an account's in one partition, each at one of ten places, so that no eleventh can be
 * kept. The empty part of the partition key keeps them apart from an account's or a call's own items.
 */
export const asyncSearchTemplates = { pk: "${tenantId}##${accountId}", sk: "j#${place}" } as const;

/**
 * The index of what is due is that of the packer, in a partition of its own: searches that repeat and are not paused, by when they are to
 * be looked at.
 */
export const repeatIndex = { ...packDueIndex, value: "~repeat" } as const;

/** The sparse index over searches that have not ended, or have not been told of, for the sweeper: `open` is there as long as that. */
export const openIndex = {
	name: "async-search-open",
	pk: "open",
	sk: "openSince",
	value: "open",
} as const;
