import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { runChild, temporaryFolder } from "./ending.ts";
import type { Figure, Section } from "./figures.ts";
import { kinds } from "./kinds.ts";
import type { LoadedTenant } from "./world.ts";

/** CPU per record of searching packs, from their bytes to the positions of hits. */
export async function measurePackedCpu({ world, tenantId, period }: LoadedTenant, endpoint: string): Promise<Section> {
	const { folder, remove } = temporaryFolder("cpu");
	for (const [objectKey, bytes] of world.packs.objects) {
		if (objectKey.startsWith(`${tenantId}/`)) writeFileSync(join(folder, objectKey.slice(tenantId.length + 1)), bytes);
	}
	const script = join(import.meta.dirname, "packed-cpu-child.ts");
	let taken: Record<string, number> = {};
	await runChild(["--expose-gc", script, folder, String(world.clock.now), JSON.stringify(period)], {
		env: { ...process.env, TABLE_NAME: world.tableName, DYNAMODB_ENDPOINT: endpoint },
		onLine: (line) => {
			taken = JSON.parse(line);
		},
	});
	remove();
	const figures = kinds.flatMap(({ what, cpuBound, cpuToday }): Figure[] => {
		if (!cpuBound) return [];
		const value = taken[what] ?? Number.NaN;
		const floor = taken[`floor of ${what}`] ?? Number.NaN;
		const today = cpuToday ? { today: cpuToday } : {};
		return [{ what, unit: "µs", value, floor, ...today, bound: { value: cpuBound } }];
	});
	const note =
		"CPU per record, of a separate process including the threads that decompress; median. Floor: decompressing the " +
		"same parts, and one indexOf over each text.";
	return { title: "CPU of searching packs", note, figures };
}
