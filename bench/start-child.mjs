// One cold start: imports a bundle, calls its handler once, tells what CPU both took, of all threads, and what it
// answered. Plain JavaScript, so that nothing is loaded beside the bundle.
const [file, event] = process.argv.slice(2);
const input = JSON.parse(event);
const used = process.cpuUsage();
const { handler } = await import(file);
const answer = await handler(input);
const { user, system } = process.cpuUsage(used);
const milliseconds = (user + system) / 1000;
process.stdout.write(JSON.stringify({ milliseconds, answer }));
process.exit();
