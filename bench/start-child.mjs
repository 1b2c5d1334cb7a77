// One cold start: imports a bundle, calls its handler once, tells how long both took and what it answered.
// Plain JavaScript, so that nothing is loaded beside the bundle.
const [file, event] = process.argv.slice(2);
const input = JSON.parse(event);
const begun = performance.now();
const { handler } = await import(file);
const answer = await handler(input);
const milliseconds = performance.now() - begun;
process.stdout.write(JSON.stringify({ milliseconds, answer }));
process.exit();
