import type { StackTemplate } from "./synthesized.ts";

/** A template without what changes with every bundle: inline code, and the hashes of assets. */
export function normalized({ template }: StackTemplate): string {
	return JSON.stringify(
		template.toJSON(),
		(key, value) => {
			if (key === "ZipFile") return "(not written yet)";
			return typeof value === "string" ? value.replace(/[0-9a-f]{64}/g, "(hash)") : value;
		},
		"\t",
	);
}
