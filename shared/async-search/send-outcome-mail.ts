import type { DirectoryReader } from "../directory/reader.ts";
import { mailAddressOf } from "../mail-address/model.ts";
import { log } from "../platform/logger.ts";
import type { Mailer } from "../platform/mailer.ts";
import { wasNotSent } from "../platform/mailer.ts";
import { measure } from "../platform/metrics.ts";
import { dayMs } from "../time/model.ts";
import { failureOf } from "./failure.ts";
import { type AsyncSearch, type AsyncSearchRun, isFinished } from "./model.ts";
import { outcomeMail } from "./outcome-mail.ts";
import type { AsyncSearchReader } from "./reader.ts";
import type { AsyncSearchStore } from "./store.ts";

export interface MailDeps {
	now: () => number;
	newId: () => string;
	asyncSearchReader: AsyncSearchReader;
	asyncSearches: AsyncSearchStore;
	directoryReader: DirectoryReader;
	mailer: Mailer;
	consoleUrl: string;
}

/** How long the sweeper tries to send a mail. */
const patienceMs = 7 * dayMs;

/**
 * Sends the mail about the end of a search. The mail is claimed before it is sent, and the run is closed afterwards;
 * after a crash in between, the sweeper sends it. So it is sent once, or at most twice if the first answer was lost.
 */
export async function sendOutcomeMail(deps: MailDeps, { run }: { run: AsyncSearchRun }): Promise<void> {
	const { tenantId, accountId, asyncSearchId } = run;
	const [search, directory] = await Promise.all([
		deps.asyncSearchReader.find(run),
		deps.directoryReader.find(tenantId, [
			{ kind: "account", id: accountId },
			{ kind: "mailAddress", id: accountId },
		]),
	]);
	if (search?.run !== run.run || !isFinished(search)) return;
	const claim = deps.newId();
	if (!(await claimMail(deps, run, claim))) return;
	const to = directory.accounts.get(accountId)?.active && mailAddressOf(directory, accountId);
	if (to && deps.now() - search.finishedAt < patienceMs) await send(deps, { search, to, claim });
	else if (to) log("error", "mail given up", { asyncSearchId, run: run.run });
	await deps.asyncSearches.close(run, claim);
}

type Finished = Extract<AsyncSearch, { finishedAt: number }>;

async function send(
	deps: MailDeps,
	{ search, to, claim }: { search: Finished; to: string; claim: string },
): Promise<void> {
	const { asyncSearchId, run } = search;
	const mail = outcomeMail({
		...(search.state === "failed"
			? { outcome: "failed", failureTitle: failureOf(search.failureCode).ja }
			: { outcome: "completed" }),
		createdAt: search.createdAt,
		historyUrl: `${deps.consoleUrl}/async-searches`,
	});
	try {
		await deps.mailer.send({ to, ...mail });
	} catch (error) {
		log("error", "mail not sent", { asyncSearchId, run, error });
		measure("mail not sent", { Failures: 1 }, { asyncSearchId, reason: "mail-not-sent" });
		if (wasNotSent(error)) await deps.asyncSearches.releaseMail(search, claim);
		throw error;
	}
}

/** Releases a claim after a failure; otherwise it would keep the next attempt from sending the mail. */
async function claimMail({ asyncSearches, now }: MailDeps, run: AsyncSearchRun, claim: string): Promise<boolean> {
	try {
		return await asyncSearches.claimMail(run, claim, now());
	} catch (error) {
		await asyncSearches.releaseMail(run, claim).catch(() => {});
		throw error;
	}
}
