import { existsSync, readFileSync } from "node:fs";
import { writeAtomically } from "../data-folder.ts";
import { EventBridgeFault } from "./fault.ts";
import { parsePattern } from "./pattern.ts";

export interface Target {
	Id: string;
	Arn: string;
	InputPath?: string;
}

export interface Rule {
	Name: string;
	Arn: string;
	EventPattern: string;
	State: "ENABLED" | "DISABLED";
	targets: Target[];
}

// biome-ignore lint/suspicious/noExplicitAny: as it came over the wire
type Input = Record<string, any>;

const mostTargets = 5;

/** The rules of the only bus, with their targets, in a file. */
export class Rules {
	readonly #file: string;
	readonly #bus: string;
	readonly #region: string;
	#rules: Map<string, Rule>;

	constructor(file: string, { bus, region }: { bus: string; region: string }) {
		this.#file = file;
		this.#bus = bus;
		this.#region = region;
		const kept: Rule[] = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : [];
		this.#rules = new Map(kept.map((rule) => [rule.Name, rule]));
	}

	enabled(): Rule[] {
		return [...this.#rules.values()].filter(({ State }) => State === "ENABLED");
	}

	/** Actions by name. Each answers as the service does. */
	readonly actions: Record<string, (input: Input) => object> = {
		PutRule: (input) => {
			this.#checkBus(input);
			const { Name, EventPattern, State = "ENABLED" } = input;
			if (!/^[.\-_A-Za-z0-9]{1,64}$/.test(Name ?? "")) throw invalid("Name: 1 to 64 letters, digits, '.', '-', '_'");
			if (EventPattern === undefined) throw invalid("the local stack has rules with an EventPattern, and no schedules");
			parsePattern(EventPattern);
			const Arn = `arn:aws:events:${this.#region}:000000000000:rule/${this.#bus}/${Name}`;
			this.#keep({ Name, Arn, EventPattern, State, targets: this.#rules.get(Name)?.targets ?? [] });
			return { RuleArn: Arn };
		},
		PutTargets: (input) => {
			const rule = this.#find(input);
			const added: Target[] = (input.Targets ?? []).map(toTarget);
			const ids = new Set(added.map(({ Id }) => Id));
			const targets = [...rule.targets.filter(({ Id }) => !ids.has(Id)), ...added];
			if (targets.length > mostTargets)
				throw new EventBridgeFault("LimitExceededException", "A rule has five targets.");
			this.#keep({ ...rule, targets });
			return none;
		},
		RemoveTargets: (input) => {
			const rule = this.#find(input);
			this.#keep({ ...rule, targets: rule.targets.filter(({ Id }) => !(input.Ids ?? []).includes(Id)) });
			return none;
		},
		DeleteRule: (input) => {
			this.#checkBus(input);
			if (this.#rules.get(input.Name)?.targets.length) throw invalid("Rule can't be deleted since it has targets.");
			this.#rules.delete(input.Name);
			this.#save();
			return {};
		},
		ListRules: (input) => {
			this.#checkBus(input);
			const found = [...this.#rules.values()].filter(({ Name }) => Name.startsWith(input.NamePrefix ?? ""));
			return { Rules: found.map(({ targets: _, ...rule }) => ({ ...rule, EventBusName: this.#bus })) };
		},
		ListTargetsByRule: (input) => ({ Targets: this.#find(input).targets }),
	};

	#find(input: Input): Rule {
		this.#checkBus(input);
		const rule = this.#rules.get(input.Rule);
		if (!rule) throw new EventBridgeFault("ResourceNotFoundException", `Rule ${input.Rule} does not exist.`);
		return rule;
	}

	/** By name or ARN. If missing, it would be the account's default bus, which this product does not use. */
	#checkBus({ EventBusName = "default" }: Input): void {
		if (String(EventBusName).split("/").at(-1) === this.#bus) return;
		const message = `Event bus ${EventBusName} does not exist; the local stack has ${this.#bus}.`;
		throw new EventBridgeFault("ResourceNotFoundException", message);
	}

	#keep(rule: Rule): void {
		this.#rules.set(rule.Name, rule);
		this.#save();
	}

	#save(): void {
		writeAtomically(this.#file, JSON.stringify([...this.#rules.values()]));
	}
}

const none = { FailedEntryCount: 0, FailedEntries: [] };
const invalid = (message: string) => new EventBridgeFault("ValidationException", message);

function toTarget({ Id, Arn, InputPath, Input, InputTransformer }: Input): Target {
	if (!Id || !/^arn:aws[\w-]*:sqs:/.test(Arn ?? ""))
		throw invalid(`the local stack has queues for targets, not ${Arn}`);
	if (Input !== undefined || InputTransformer !== undefined) throw invalid("the local stack knows InputPath alone");
	if (InputPath !== undefined && !/^\$(?:\.[\w-]+)*$/.test(InputPath)) throw invalid(`InputPath ${InputPath}`);
	return { Id, Arn, ...(InputPath === undefined ? {} : { InputPath }) };
}
