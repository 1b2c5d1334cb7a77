import { beforeAll, describe, expect, test } from "vitest";
import { packTenant } from "../../../shared/pack/pack-tenant.ts";
import { AppError } from "../../../shared/platform/errors.ts";
import { searchSchema } from "../../../shared/search/model.ts";
import { type SearchDeps, searchCallHistories } from "../../../shared/search/search-call-histories.ts";
import { basicTenant, callCompleted } from "../../support/events.ts";
import { smallSizes } from "../../support/packs.ts";
import { createWorld, type World } from "../../support/world.ts";

let world: World;
beforeAll(async () => {
	world = await createWorld();
	const calls = Array.from({ length: 120 }, (_, index) =>
		callCompleted({
			callId: `call-${index}`,
			calledAt: `2026-11-${10 + (index % 9)}T10:${10 + (index % 40)}:00+09:00`,
		}),
	);
	await world.takeIn(...basicTenant(), ...calls);
	world.clock.now += 3_600_000;
	await packTenant(world.deps, "acme", { deadline: Number.POSITIVE_INFINITY, sizes: smallSizes });
});

const caller = { tenantId: "acme", accountId: "admin" };
const request = searchSchema.parse({ period: { from: "2026-11-01T00:00", to: "2026-11-30T24:00" }, name: "高橋" });

async function refusalOf(deps: Partial<SearchDeps>, withinMs: number): Promise<AppError> {
	const answer = searchCallHistories({ ...world.deps, ...deps }, { caller, request, answerWithinMs: withinMs });
	const refusal = await answer.catch((cause: unknown) => cause);
	if (refusal instanceof AppError) return refusal;
	throw new Error(`not refused: ${JSON.stringify(refusal)}`);
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

describe("a search is refused as too large, with a request that runs it asynchronously,", () => {
	const told = {
		kind: "over-limit",
		code: "search-too-large",
		detail: {
			extensions: {
				asyncSearch: {
					href: "/v1/async-searches",
					body: {
						conditions: {
							period: { from: "2026-11-01T00:00:00+09:00", to: "2026-12-01T00:00:00+09:00" },
							name: "高橋",
						},
						sort: { column: "calledAt", direction: "desc" },
					},
				},
			},
		},
	};

	test("if the bucket does not answer", async () => {
		const packFiles = { readPart: () => new Promise<never>(() => {}) };
		expect(await refusalOf({ packFiles }, 200)).toMatchObject(told);
	});

	test("if the table does not answer", async () => {
		const callHistoryReader = { ...world.deps.callHistoryReader, readPage: () => new Promise<never>(() => {}) };
		expect(await refusalOf({ callHistoryReader }, 200)).toMatchObject(told);
	});

	test("as soon as its time is known to be too short, not only when it is over", async () => {
		const { contents } = await world.deps.packReader.load("acme");
		expect(contents.packs.length).toBeGreaterThan(2);
		// The packs are read one after another, each in more than a third of the available time.
		let turn: Promise<unknown> = Promise.resolve();
		let read = 0;
		const packFiles: SearchDeps["packFiles"] = {
			readPart: (...part) => {
				const mine = turn.then(() => pause(1000));
				turn = mine;
				return mine.then(() => {
					read++;
					return world.packs.readPart(...part);
				});
			},
		};
		expect(await refusalOf({ packFiles }, 2500)).toMatchObject(told);
		expect(read).toBeLessThan(contents.packs.length);
	});
});
