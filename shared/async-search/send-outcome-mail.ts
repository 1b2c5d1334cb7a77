import { mailAddressOf } from "../mail-address/model.ts";
import type { Deps } from "../platform/deps.ts";
import { log } from "../platform/logger.ts";
import { wasNotSent } from "../platform/mailer.ts";
import { measure } from "../platform/metrics.ts";
import { failureOf } from "./failure.ts";
import { type AsyncSearchRun, isFinished } from "./model.ts";
import { outcomeMail } from "./outcome-mail.ts";

export type MailDeps = Pick<
	Deps,
	"newId" | "asyncSearchReader" | "asyncSearches" | "directoryReader" | "mailer" | "consoleUrl"
>;

/**
 * Tells an account by mail how its search has ended, once a run: the mail is claimed before it is sent, and given back only where
 * the service has refused it.
 */
export async function sendOutcomeMail(deps: MailDeps, run: AsyncSearchRun): Promise<void> {
	const { tenantId, accountId } = run;
	const [search, directory] = await Promise.all([
		deps.asyncSearchReader.find(run),
		deps.directoryReader.find(tenantId, [
			{ kind: "account", id: accountId },
			{ kind: "mailAddress", id: accountId },
		]),
	]);
	if (search?.run !== run.run || !isFinished(search)) return;
	const to = mailAddressOf(directory, accountId);
	if (!to || !directory.accounts.get(accountId)?.active) return;
	const claim = deps.newId();
	if (!(await claimMail(deps, run, claim))) return;
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
		log("error", "mail not sent", { asyncSearchId: run.asyncSearchId, run: run.run, error });
		measure("mail not sent", { Failures: 1 }, { asyncSearchId: run.asyncSearchId, reason: "mail-not-sent" });
		if (wasNotSent(error)) await deps.asyncSearches.releaseMail(run, claim);
		throw error;
	}
}

/** A claim that nobody knows of would keep the mail from whoever tries again. */
async function claimMail({ asyncSearches }: MailDeps, run: AsyncSearchRun, claim: string): Promise<boolean> {
	try {
		return await asyncSearches.claimMail(run, claim);
	} catch (error) {
		await asyncSearches.releaseMail(run, claim).catch(() => {});
		throw error;
	}
}
