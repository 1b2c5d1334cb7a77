import { readFileSync } from "node:fs";
import validate from "asl-validator";
import { expect, it } from "vitest";
import { placeholderOf, workflowFile, workflowFunctions } from "../../../infra/constructs/async-search-workflow.ts";
import { kindByCode } from "../../../shared/problem/model.ts";

const source = readFileSync(workflowFile, "utf8");
const definition = (text: string) =>
	JSON.parse(text.replace(/\$\{(\w+)\}/g, "arn:aws:lambda:ap-northeast-1:222222222222:function:$1"));

it("the state machine is valid Amazon States Language", () => {
	const result = validate(definition(source));
	expect(result.isValid, result.errorsText("\n")).toBe(true);
});

it("the validator refuses a transition to a state that does not exist", () => {
	const broken = definition(source);
	broken.States.MarkProcessing.Next = "Nowhere";
	expect(validate(broken).isValid).toBe(false);
});

it("the state machine's tasks are the functions of functions/workflow/, all of them", () => {
	const named = [...source.matchAll(/\$\{(\w+)\}/g)].map(([, name]) => name);
	expect([...new Set(named)].toSorted()).toEqual(workflowFunctions.map(placeholderOf).toSorted());
});

it("the state machine matches no error code that the product does not have", () => {
	const matched = [...source.matchAll(/"ErrorEquals": \[([^\]]*)\]/g)].flatMap(([, names = ""]) =>
		JSON.parse(`[${names}]`),
	);
	const ours = new Set(matched.filter((name: string) => !/^(?:States|Lambda)\./.test(name)));
	expect(ours).toContain("async-search-gone");
	expect([...ours].filter((name) => !Object.hasOwn(kindByCode, name))).toEqual([]);
});
