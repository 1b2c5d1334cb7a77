/** A file with more faulty lines than this probably contains no events: the rest is only counted. */
const maxProblems = 1000;

/**
 * Reports progress on stderr, in place on a terminal and as an occasional line elsewhere, and problems, one per line.
 */
export function createReport(out: NodeJS.WriteStream = process.stderr) {
	let problems = 0;
	let shownAt = 0;
	let inPlace = false;
	const everyMs = out.isTTY ? 200 : 5000;

	function clear(): void {
		if (inPlace) out.write("\r\x1b[K");
		inPlace = false;
	}

	return {
		say(text: string): void {
			clear();
			out.write(`${text}\n`);
		},
		problem(line: number, text: string): void {
			if (++problems > maxProblems) return;
			clear();
			out.write(`line ${line}: ${text}\n`);
			if (problems === maxProblems) out.write("Further faulty lines are only counted.\n");
		},
		progress(text: string): void {
			if (Date.now() - shownAt < everyMs) return;
			shownAt = Date.now();
			clear();
			out.write(out.isTTY ? text : `${text}\n`);
			inPlace = out.isTTY;
		},
		end: clear,
	};
}
