import type { ApiRequest, ApiResponse, World } from "./world.ts";

/** The token in the latest link that was mailed to an address. */
export function mailedToken({ mails }: World, email: string): string {
	const mail = mails.findLast(({ to, text }) => to === email && text.includes("#"));
	return /\/me\/email\/confirm#([\w-]+)\n/.exec(mail?.text ?? "")?.[1] ?? "";
}

/** Sets an account's address, and follows the link that is mailed to it. */
export async function setConfirmed(world: World, request: ApiRequest, email: string): Promise<ApiResponse> {
	const set = await world.call("set-email", { ...request, body: { email } });
	if (set.status !== 200 || set.body.confirmed) return set;
	return world.call("confirm-email", { ...request, body: { token: mailedToken(world, email) } });
}
