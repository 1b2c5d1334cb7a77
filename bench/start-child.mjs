// One cold start: imports a bundle, calls its handler once, and reports the CPU of both, over all threads, and the
// handler's answer. It is plain JavaScript, so that nothing but the bundle is loaded.
const [file, event] = process.argv.slice(2);
const input = JSON.parse(event);
const used = process.cpuUsage();
const { handler } = await import(file);
const answer = await handler(input);
const { user, system } = process.cpuUsage(used);
const milliseconds = (user + system) / 1000;
process.stdout.write(JSON.stringify({ milliseconds, answer }));
process.exit();
