import { demoTenants } from "../local/demo/tenants.ts";
import { defaultDataDir, type StackDescription } from "../local/stack-description.ts";

/** The text to print when the stack is up. */
export function overview(urls: StackDescription, { dataDir, empty }: { dataDir: string; empty: boolean }): string {
	const data = dataDir === defaultDataDir ? "" : ` --data ${dataDir}`;
	const someone = empty ? "--tenant TENANT --account ACCOUNT" : "--tenant acme --account sv01";
	return `
Rireki is ready.

  Console     ${urls.console}
  API         ${urls.api}
  API page    ${urls.docs}
  Mailbox     ${urls.mailbox}
  Queue       ${urls.queueUrl}
  Events out  ${urls.events}
  Data        ${dataDir} (all addresses: ${dataDir}/stack.json)
${empty ? "" : demoAccounts()}
  A token     npm run -s token -- ${someone}${data}
  Events      npm run ingest -- FILE.ndjson${data}

Ctrl-C stops it; the data stays.
`;
}

function demoAccounts(): string {
	const tenants = demoTenants(new Date()).map(({ tenantId, staff, agents, outboundOption }) => {
		const names = staff.map(({ accountId, role }) => (accountId === role ? role : `${accountId} (${role})`));
		const [first, last] = [agents.at(0), agents.at(-1)];
		if (first && last) names.push(`${first.accountId}–${last.accountId} (agents)`);
		if (!outboundOption) names.push("without the outbound option");
		return `    ${tenantId.padEnd(9)} ${names.join(", ")}\n`;
	});
	return `\n  Demonstration tenants and their accounts\n${tenants.join("")}`;
}
