import { randomInt } from "node:crypto";
import { createServer, type Server } from "node:net";

export const host = "127.0.0.1";

/**
 * Below the ephemeral ports, which begin at 32,768: any connection of the machine could take one of those between
 * choosing and listening.
 */
const [lowest, beyond] = [20_000, 32_768];

/**
 * Free ports for `names`: those of the last start if still free, so that issued URLs and tokens stay valid, else new
 * ones.
 */
export async function choosePorts<Name extends string>(
	names: readonly Name[],
	last: Partial<Record<Name, number>>,
): Promise<Record<Name, number>> {
	const held: Server[] = [];
	const ports: Partial<Record<Name, number>> = {};
	try {
		for (const name of names) {
			const server = (await hold(last[name])) ?? (await holdAny());
			if (!server) throw new Error("No free port");
			held.push(server);
			ports[name] = (server.address() as { port: number }).port;
		}
	} finally {
		await Promise.all(held.map((server) => new Promise((closed) => server.close(closed))));
	}
	return ports as Record<Name, number>;
}

async function holdAny(): Promise<Server | undefined> {
	for (let tries = 0; tries < 100; tries++) {
		const server = await hold(randomInt(lowest, beyond));
		if (server) return server;
	}
	return hold(0);
}

/** @throws if something already listens there */
export async function assertPortFree(port: number): Promise<void> {
	const server = await hold(port);
	if (!server) throw new Error(`Port ${port} is in use: start with another --port`);
	await new Promise((closed) => server.close(closed));
}

function hold(port: number | undefined): Promise<Server | undefined> {
	if (port === undefined) return Promise.resolve(undefined);
	const server = createServer();
	return new Promise((settle) => {
		server.once("error", () => settle(undefined));
		server.listen(port, host, () => settle(server));
	});
}
