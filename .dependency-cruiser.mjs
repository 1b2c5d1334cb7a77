// Who may import whom, types included. docs/architecture.md shows the picture.

/** The nouns of shared/, in their order: each may import those before it. */
export const nouns = [
	// What errors are called, texts and times.
	...["problem", "kanji", "text", "phone", "folding", "bounded-text", "prose", "fragile", "cell"],
	...["time", "written-time", "period", "repeat", "spelling", "saved-item", "rejection"],
	// The world, and who asks.
	...["platform", "directory", "caller", "rate", "page", "idempotency", "mail", "mail-address", "me"],
	// A record, and what is made of many.
	...["call-history", "column", "condition", "trail", "pack", "search", "options"],
	// One record.
	...["recording", "detail", "correction", "retention"],
	// What comes in.
	...["reported-call", "incoming-event", "outgoing-event", "intake"],
	// What is kept of searches, and what follows from each change.
	...["saved-search", "async-search", "export", "change"],
];

/** Packages by name, whether they are installed or not. */
const packages = (...names) => names.map((name) => `(^|/)node_modules/${name}/|^${name}(/|$)`);
const folders = (...names) => `^(${names.join("|")})/`;

const models = ["^shared/[^/]+/model\\.ts$", "^shared/[^/]+/[^/]+-model\\.ts$"];
const stores = "^shared/[^/]+/(?:\\w+-store|store|entities)\\.ts$";
const built = folders("functions", "infra", "contract", "local", "commands", "web", "bench", "test");
const handlers = folders("functions/api", "functions/workflow", "functions/events");

const rule = (name, from, to) => ({ name, severity: "error", from, to });

export default {
	forbidden: [
		...nouns.map((noun, place) =>
			rule(
				`${noun} imports only nouns before it`,
				{ path: `^shared/${noun}/` },
				{ path: `^shared/(?!(${nouns.slice(0, place + 1).join("|")})/)` },
			),
		),
		rule("a noun has its place in the order", { path: `^shared/(?!(${nouns.join("|")})/)` }, {}),
		rule("shared/ knows nothing of what is built on it", { path: "^shared/" }, { path: built }),
		rule("a model imports zod and other models", { path: models }, { pathNot: [...models, ...packages("zod")] }),
		rule(
			"a use-case reaches the world through its dependencies alone",
			{ path: "^shared/", pathNot: ["^shared/platform/", stores] },
			{ path: packages("electrodb", "@middy", "@aws-sdk", "@smithy") },
		),
		rule(
			"a use-case knows the types of stores",
			{ path: "^shared/", pathNot: stores },
			{ path: stores, dependencyTypesNot: ["type-only"] },
		),
		rule(
			"a store imports models, schemas, ElectroDB and the platform",
			{ path: "^shared/([^/]+)/(?:\\w+-store|store|entities)\\.ts$" },
			{
				path: ["^shared/", ...packages("@middy")],
				pathNot: [...models, "^shared/[^/]+/schema\\.ts$", "^shared/(?:platform|$1)/"],
			},
		),
		rule("platform/ is the AWS SDK's place", { path: "^shared/platform/" }, { path: packages("electrodb", "@middy") }),
		rule(
			"an adapter knows middy and the errors, not the world behind",
			{ path: folders("functions/adapters") },
			{
				path: [
					...packages("electrodb", "@aws-sdk", "@smithy"),
					stores,
					folders("functions/api", "functions/workflow", "functions/events"),
					folders("infra", "contract", "local", "commands", "bench", "test"),
				],
			},
		),
		rule(
			"a handler names one use-case and its dependencies; the adapter owns the rest",
			{ path: handlers },
			{
				path: [
					...packages("electrodb", "@middy", "@aws-sdk", "@smithy"),
					handlers,
					folders("infra", "contract", "local", "commands", "bench", "test"),
				],
			},
		),
		rule(
			"the console shares models, and the types of answers",
			{ path: "^web/src/" },
			{ path: "^shared/", pathNot: [...models, "^shared/[^/]+/answer\\.ts$"] },
		),
		rule(
			"the console knows the API by its address alone",
			{ path: "^web/src/" },
			{ path: folders("functions", "infra", "contract", "local", "commands", "bench", "test") },
		),
		rule(
			"validation is the API's; zod would be a tenth of the console",
			{ path: "^web/src/" },
			{ path: packages("zod") },
		),
		rule(
			"infra/ names functions by path",
			{ path: "^infra/" },
			{ path: folders("functions", "contract", "local", "commands", "bench", "test") },
		),
		rule(
			"infra/ deploys what works on the world; it does not work on it",
			{ path: "^infra/" },
			{ path: [...packages("electrodb", "@middy", "@aws-sdk", "@smithy"), stores] },
		),
		rule(
			"contract/ is made of what the functions validate with and answer",
			{ path: "^contract/" },
			{ path: folders("functions/workflow", "functions/events", "local", "commands", "bench", "test") },
		),
		rule("the stack knows nothing of commands", { path: "^local/" }, { path: folders("commands", "bench", "test") }),
		rule(
			"what people run knows nothing of tests; `load` makes the calls of bench/",
			{ path: "^commands/", pathNot: "^commands/load" },
			{ path: folders("bench", "test") },
		),
	],
	options: {
		// The only one of its parsers that reads this TypeScript; it takes types for imports as well.
		parser: "swc",
		doNotFollow: { path: "node_modules" },
		exclude: { path: "^(dist|cdk\\.out)/" },
	},
};
