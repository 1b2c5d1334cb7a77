import { setTimeout as sleep } from "node:timers/promises";
import { seededRandom } from "../../local/demo/random.ts";
import { type Audited, createAudited } from "./audit/audited.ts";
import { audit, type Finding, promises, promisesAtLast } from "./audit.ts";
import { Client } from "./client.ts";
import { Dialler } from "./dialler.ts";
import { Exporter } from "./exporter.ts";
import type { FaultProxy } from "./fault-proxy.ts";
import type { Faults, Weather } from "./faults.ts";
import { Ledger } from "./ledger.ts";
import { passTime } from "./pass-time.ts";
import { People } from "./people.ts";
import { untilDrained, untilEnded } from "./settle.ts";
import { Shifts } from "./shifts.ts";
import type { Stage } from "./stage.ts";
import { calendar, exporters, firstSaves, laterSaves } from "./tenant.ts";

export interface RunOptions {
	seed: string;
	/** The stack's data folder. */
	dataDir: string;
	stage: Stage;
	faults: Faults;
	proxy: FaultProxy;
	/** Milliseconds of work, without settling and audit. */
	workMs: number;
	/** In order, for equal lengths of time. */
	weathers: readonly Weather[];
	/** Reports the weather to the functions' process, if it is another one. */
	onWeather?: (weather: Weather) => void;
	report: (line: string) => void;
}

export interface RunResult {
	ledger: Ledger;
	findings: Finding[];
	notes: string[];
}

/** Clock jumps, each after a share of the work. */
const jumps = [
	{ after: 0.4, to: calendar.nextDay },
	{ after: 0.7, to: calendar.afterShort },
];

/** Runs work against a failing stack, lets it settle, and audits everything that was acknowledged. */
export async function runChaos(options: RunOptions): Promise<RunResult> {
	const { seed, dataDir, stage, faults, proxy, workMs, weathers, onWeather, report } = options;
	const random = (name: string) => seededRandom(`${seed} ${name}`);
	const ledger = new Ledger();
	const client = new Client(() => stage.urls, ledger);
	const dialler = new Dialler(stage, ledger, random("dialler"));
	const people = ["p1", "p2", "p3"].map((name) => new People(client, ledger, random(name), name));
	const staff = exporters.map((account) => new Exporter(account, client, ledger, random(account)));
	const course = random("course");
	let clock = { shows: calendar.start as number, at: Date.now() };
	const now = () => clock.shows + Date.now() - clock.at;

	function setWeather(weather: Weather): void {
		faults.weather = weather;
		onWeather?.(weather);
	}
	async function restart(jumpTo = 0): Promise<void> {
		await stage.kill();
		const shows = Math.max(jumpTo, now());
		passTime(dataDir, shows - now());
		clock = { shows, at: Date.now() };
		await stage.start(shows);
		onWeather?.(faults.weather);
	}
	// Longer than any delay of a retention task or a waiting message.
	const passDelay = () => restart(now() + 15 * 60_000);
	async function calmDown(): Promise<void> {
		report("no faults, until the queues are empty");
		setWeather({});
		proxy.letGo();
		await passDelay();
		await dialler.sendAll();
		await untilDrained(stage, passDelay);
	}

	await stage.start(clock.shows);
	await dialler.send(firstSaves().map((event) => JSON.stringify(event)));
	await untilDrained(stage, passDelay);
	for (const event of laterSaves()) dialler.deliver(JSON.stringify(event));

	const shifts = new Shifts();
	shifts.keepOn(async () => {
		for (let call = 0; call < 3; call++) await dialler.makeCall(now());
		await dialler.sendDue();
	}, 300);
	for (const person of people) shifts.keepOn(() => person.act(), 150);
	for (const exporter of staff) shifts.keepOn(() => exporter.act(), 0);
	const due = [...jumps];
	const episodeMs = workMs / weathers.length;
	for (const [index, weather] of weathers.entries()) {
		report(`${Math.round((100 * index) / weathers.length)} %: ${JSON.stringify(weather)}`);
		setWeather(weather);
		const killAfter = course.next() * episodeMs;
		await sleep(killAfter);
		const jump = due[0] && index + 1 > due[0].after * weathers.length ? due.shift() : undefined;
		// Events about records that are about to expire are taken in first; afterwards they would be refused.
		if (jump?.to === calendar.afterShort) {
			proxy.letGo();
			await shifts.rest();
			await calmDown();
			setWeather(weather);
		}
		faults.count("stack: killed");
		if (jump) faults.count("clock: jumped");
		await restart(jump?.to);
		shifts.goOn();
		await sleep(episodeMs - killAfter);
	}
	proxy.letGo();
	await shifts.end();

	await calmDown();
	// After every waiting time: stuck searches are swept, closed time is packed.
	await restart(now() + 2 * 3_600_000);
	report("settling");
	for (const duty of ["sweep", "deleteExpired"] as const) await stage.do(duty);
	await untilEnded(client);
	await untilDrained(stage, passDelay);
	for (let time = 0; time < 2; time++) await stage.do("pack");
	report("checking everything");
	const audited = await createAudited(stage.urls, now(), client, ledger);
	const findings = await audit(promises, audited);

	report("after everything has expired");
	await restart(calendar.afterAll);
	await stage.do("deleteExpired");
	await untilDrained(stage, passDelay);
	await stage.do("sweep");
	const last: Audited = await createAudited(stage.urls, now(), client, ledger);
	findings.push(...(await audit(promisesAtLast, last)));
	await stage.kill();
	if (stage.ended > 0) {
		findings.push({ promise: "the stack runs until it is killed", what: `it ended ${stage.ended} times by itself` });
	}
	return { ledger, findings, notes: [...audited.notes, ...last.notes] };
}
