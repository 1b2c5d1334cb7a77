import type { StackDescription } from "./stack-description.ts";
import { defaultDataDir } from "./stack-description.ts";

/** What a person wants to know when the stack is up. */
export function overview(urls: StackDescription, dataDir: string): string {
	const data = dataDir === defaultDataDir ? "" : ` --data ${dataDir}`;
	return `
Rireki is ready.

  API         ${urls.api}
  API page    ${urls.docs}
  Mailbox     ${urls.mailbox}
  Queue       ${urls.queueUrl}
  Data        ${dataDir}  (addresses in ${dataDir}/stack.json)

  A token     npm run -s token -- --tenant TENANT --account ACCOUNT${data}
  Events      npm run ingest -- FILE.ndjson${data}

Ctrl-C stops it; the data stays.
`;
}
