import { afterAll, afterEach, beforeAll, beforeEach, describe, expect } from "vitest";
import { long } from "../support/limits.ts";
import { type Console, startConsole } from "./console.ts";
import { agentJourneys } from "./journeys/agent.ts";
import { appearanceJourneys } from "./journeys/appearance.ts";
import { asyncSearchJourneys } from "./journeys/async-search.ts";
import { bulkJourneys } from "./journeys/bulk.ts";
import { correctionJourneys } from "./journeys/correction.ts";
import { facetJourneys } from "./journeys/facets.ts";
import { focusJourneys } from "./journeys/focus.ts";
import { formerFileJourneys } from "./journeys/former-file.ts";
import { hourJourneys } from "./journeys/hours.ts";
import { rowJourneys } from "./journeys/in-a-row.ts";
import { listJourneys } from "./journeys/list.ts";
import { loginJourneys } from "./journeys/login.ts";
import { panelJourneys } from "./journeys/panel.ts";
import { pageQuality } from "./journeys/quality.ts";
import { recordingJourneys } from "./journeys/recording.ts";
import { repeatingJourneys } from "./journeys/repeating.ts";
import { resultJourneys } from "./journeys/results.ts";
import { savedSearchJourneys } from "./journeys/saved-searches.ts";
import { searchJourneys } from "./journeys/search.ts";
import { tableJourneys } from "./journeys/table.ts";
import { trailJourneys } from "./journeys/trail.ts";
import { typingJourneys } from "./journeys/typing.ts";

// One stack and one browser for all journeys: creating the demonstration data takes half a minute.
let running: Console;
/** Of all attempts: a second try makes up for a slow machine, and not for a fault in a page. */
const faults: string[] = [];
beforeAll(async () => {
	running = await startConsole();
}, long.timeout);
// Journeys that only wait for texts assert by waiting; this assertion counts for them.
beforeEach(() => expect(running.browser.contexts()).toEqual([]));
afterEach(async () => {
	for (const context of running.browser.contexts()) await context.close();
	faults.push(...running.faults.splice(0));
});
afterAll(async () => {
	await running?.stop();
	expect(faults).toEqual([]);
});

for (const journeys of [
	loginJourneys,
	searchJourneys,
	tableJourneys,
	listJourneys,
	panelJourneys,
	appearanceJourneys,
	recordingJourneys,
	correctionJourneys,
	bulkJourneys,
	rowJourneys,
	asyncSearchJourneys,
	formerFileJourneys,
	savedSearchJourneys,
	repeatingJourneys,
	agentJourneys,
	hourJourneys,
	trailJourneys,
	resultJourneys,
	facetJourneys,
	focusJourneys,
	typingJourneys,
	pageQuality,
]) {
	// A browser on a machine that stalls for a while fails without a fault of the console: the second try decides.
	describe("the console", { ...long, retry: 1 }, () => journeys(() => running));
}
