import { encodePack } from "../../shared/pack/encode.ts";
import type { DeadRows } from "../../shared/pack/layout.ts";
import type { Pack, PackRow } from "../../shared/pack/model.ts";
import { OpenPack } from "../../shared/pack/open-pack.ts";

/** One row for each time, in the given order; their ids are `call-0`, `call-1` …, or begin with another prefix. */
export function rowsAt(times: readonly number[], given: Partial<PackRow> = {}, prefix = "call"): PackRow[] {
	return times.map((calledAt, index) => ({
		callId: `${prefix}-${index}`,
		requestId: "01234567890123456789",
		calledAt,
		campaignId: "c01",
		batchId: "b01",
		phone: "09012345678",
		durationSeconds: 0,
		nextAction: { type: "done" },
		createdAt: calledAt,
		...given,
	}));
}

/** A pack and the bytes of its object. */
export async function packOf(
	rows: readonly PackRow[],
	given: Partial<Pack> = {},
	dead?: DeadRows,
): Promise<{ pack: Pack; bytes: Buffer }> {
	const { bytes, batchIds: _, ...encoded } = await encodePack(rows, dead);
	return { bytes, pack: { ...encoded, name: "p", from: 0, packedAt: 0, batches: [], ...given } };
}

/** A pack that is read from memory, and the ranges read from it: the first byte, and the first one after the last. */
export async function openPackOf(
	rows: readonly PackRow[],
	given: Partial<Pack> = {},
	dead?: DeadRows,
): Promise<{ pack: Pack; bytes: Buffer; open: OpenPack; reads: [number, number][] }> {
	const { pack, bytes } = await packOf(rows, given, dead);
	const reads: [number, number][] = [];
	const open = new OpenPack(pack, async (start, end) => {
		reads.push([start, end]);
		return bytes.subarray(start, end);
	});
	return { pack, bytes, open, reads };
}
