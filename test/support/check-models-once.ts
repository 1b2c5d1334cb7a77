import { Entity } from "electrodb";

/**
 * ElectroDB checks a model whenever an entity is made of it, which was half of the work of making a world. Here each
 * model is checked once a process.
 */
const entity = Entity.prototype as unknown as { _validateModel(model: object): void };
const check = entity._validateModel;
const checked = new Set<string>();
entity._validateModel = (model) => {
	const written = JSON.stringify(model, (_, value) => (typeof value === "function" ? "function" : value));
	if (checked.has(written)) return;
	check(model);
	checked.add(written);
};
