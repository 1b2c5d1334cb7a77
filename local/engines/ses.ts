import { appendFileSync, existsSync, readFileSync, rmSync } from "node:fs";
import type { Server } from "node:http";
import { createRequire } from "node:module";
import type { DataFolder } from "../data-folder.ts";
import { host } from "../ports.ts";
import type { Engine } from "./engine.ts";

type StartMailbox = (config: { host: string; port: number }) => Promise<Server>;

/** SES, with a mailbox that the browser shows and that keeps its mails between starts. */
export async function startSes(folder: DataFolder, port: number): Promise<Engine> {
	const { start, store } = loadMailbox();
	keepMails(store, folder.file("mailbox.ndjson"));
	const server = await start({ host, port });
	if (!server.listening) throw new Error(`The mailbox cannot listen on port ${port}`);
	return {
		url: `http://${host}:${port}`,
		stop: () =>
			new Promise((stopped) => {
				server.close(() => stopped());
				server.closeAllConnections();
			}),
	};
}

/** The package keeps its mails in a module variable, so each stack gets its own copy of the module. */
function loadMailbox(): { start: StartMailbox; store: { emails: unknown[] } } {
	const require = createRequire(import.meta.url);
	for (const path of Object.keys(require.cache)) {
		if (path.includes("aws-ses-v2-local")) delete require.cache[path];
	}
	return {
		start: require("aws-ses-v2-local").default,
		store: require("aws-ses-v2-local/dist/store.js").getStoreReadonly(),
	};
}

function keepMails(store: { emails: unknown[] }, file: string): void {
	const keep = (emails: unknown[]) => {
		emails.push = (...added) => {
			appendFileSync(file, added.map((mail) => `${JSON.stringify(mail)}\n`).join(""));
			return Array.prototype.push.apply(emails, added);
		};
		return emails;
	};
	let emails = keep(existsSync(file) ? readMails(file) : []);
	Object.defineProperty(store, "emails", {
		get: () => emails,
		set: (cleared: unknown[]) => {
			rmSync(file, { force: true });
			emails = keep(cleared);
		},
	});
}

function readMails(file: string): unknown[] {
	return readFileSync(file, "utf8").split("\n").flatMap(readMail);
}

function readMail(line: string): unknown[] {
	try {
		return [JSON.parse(line)];
	} catch {
		// A mail that was being written when the stack was killed had not been accepted.
		return [];
	}
}
