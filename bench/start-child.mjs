// One cold start: imports a bundle, calls its handler once, tells how long both took and what the answer was.
// Plain JavaScript, so that nothing but the bundle is loaded.
const [file, event] = process.argv.slice(2);
const input = JSON.parse(event);
const cpuBefore = process.cpuUsage();
const begun = performance.now();
const { handler } = await import(file);
const imported = performance.now();
const { statusCode, body } = await handler(input);
const ended = performance.now();
const { user, system } = process.cpuUsage(cpuBefore);
process.stdout.write(
	JSON.stringify({
		statusCode,
		body,
		importMs: imported - begun,
		milliseconds: ended - begun,
		cpuMs: (user + system) / 1000,
	}),
);
process.exit();
