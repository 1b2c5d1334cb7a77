import { authorize } from "../caller/authorize.ts";
import type { Caller } from "../caller/model.ts";
import type { Directory } from "../directory/model.ts";
import type { DirectoryReader } from "../directory/reader.ts";
import { AppError } from "../platform/errors.ts";
import type { MailAddressAnswer } from "./answer.ts";
import { isTaken, mailAddressOf, type Setting, type Unconfirmed } from "./model.ts";
import { presentMailAddress } from "./present.ts";
import type { MailAddressReader } from "./reader.ts";
import type { MailAddressStore } from "./store.ts";

/** Attempts if the address is being changed elsewhere at the same time. */
const tries = 8;

export interface ChangeDeps {
	now: () => number;
	directoryReader: DirectoryReader;
	mailAddressReader: MailAddressReader;
	mailAddresses: MailAddressStore;
}

/** The current state, from which a change is decided. */
interface State {
	directory: Directory;
	unconfirmed: Unconfirmed | undefined;
	mailsGoTo: string | undefined;
}

/** The new state, and what to do first; an undefined `setting` leaves it unchanged. */
interface Wanted {
	setting: Setting | undefined;
	unconfirmed: Unconfirmed | undefined;
	/** For steps that cost or count, once the address is known to be free. */
	before?: () => Promise<void>;
}

/**
 * Changes an account's address to what `decide` returns for the current state, atomically.
 * @param wanted the address, if known beforehand
 * @throws AppError `conflict` (email-taken), `forbidden`, `unavailable` (constant contention)
 */
export async function changeMailAddress(
	deps: ChangeDeps,
	caller: Caller,
	wanted: string | undefined,
	decide: (state: State) => Wanted | "done already",
): Promise<MailAddressAnswer> {
	const { tenantId, accountId } = caller;
	for (let attempt = 0; attempt < tries; attempt++) {
		const [directory, { unconfirmed: former, claim }] = await Promise.all([
			deps.directoryReader.load(tenantId, { consistent: true }),
			deps.mailAddressReader.findUnconfirmed(caller, wanted),
		]);
		authorize(directory, caller);
		const mailsGoTo = mailAddressOf(directory, accountId);
		const now = deps.now();
		const decision = decide({ directory, unconfirmed: former, mailsGoTo });
		if (decision === "done already") return presentMailAddress(mailsGoTo, former, now);
		const { setting, unconfirmed, before } = decision;
		const answer = presentMailAddress(setting ? setting.email : mailsGoTo, unconfirmed, now);
		if (!setting && !unconfirmed && !former) return answer;
		const email = unconfirmed?.email ?? setting?.email;
		if (email !== undefined && isTaken(directory, claim, { email, accountId, now })) throw emailTaken();
		await before?.();
		const own = directory.mailAddresses.get(accountId);
		const change = { ...caller, own: own?.email, former, setting, unconfirmed, now };
		const outcome = await deps.mailAddresses.change(change);
		if (outcome === "changed") return answer;
		if (outcome === "taken") throw emailTaken();
	}
	throw new AppError("contended", "other writers kept the account's address busy");
}

function emailTaken(): AppError {
	return new AppError("email-taken", "another account has the address");
}
