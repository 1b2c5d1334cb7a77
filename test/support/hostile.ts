import type { ApiFunction } from "../../infra/routes.ts";
import { conditionsOf } from "../../shared/condition/model.ts";
import { basicTenant, type CloudEvent, callCompleted } from "./events.ts";
import { type ApiRequest, type ApiResponse, createWorld, type World } from "./world.ts";

/** The month of the hostile tests' calls. */
export const period = { from: "2026-11-01T00:00", to: "2026-11-30T24:00" };
export const lists = conditionsOf("ids");
export const texts = ["name", "kana", "memo", "keyword"] as const;
/** For the one call of {@link createHostileWorld}. */
export const correction = { path: { callId: "k01" }, headers: { "if-match": "*" } };
/** `count` different ids. */
export const many = (count: number) => Array.from({ length: count }, (_, index) => `id-${index}`);

/** A world with a tenant, its call `k01`, and further events. */
export async function createHostileWorld(...events: CloudEvent[]): Promise<World> {
	const world = await createWorld();
	await world.takeIn(...basicTenant(), callCompleted({ callId: "k01", memo: "元のメモ" }), ...events);
	return world;
}

type Call = [name: ApiFunction, request: ApiRequest];
export const searching = (body: object): Call => ["search-call-histories", { body: { period, ...body } }];
export const correcting = (body: object): Call => ["correct-call-history", { ...correction, body }];

/** Searches the month, by an administrator of `acme` unless another caller is named. */
export function search(world: World, body: object, caller: ApiRequest = {}): Promise<ApiResponse> {
	return world.call("search-call-histories", { ...caller, body: { period, ...body } });
}

export function idsOf({ body }: ApiResponse): string[] {
	return body.rows.map(({ callId }: { callId: string }) => callId);
}
