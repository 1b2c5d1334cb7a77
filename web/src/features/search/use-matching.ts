import { useQuery } from "@tanstack/react-query";
import type { Choice } from "./matching.ts";

/**
 * The choices that show what is typed. Comparing texts takes a large table, which is loaded when somebody types.
 */
export function useMatching<C extends Choice>(choices: readonly C[], typed: string): readonly C[] {
	const { data } = useQuery({
		queryKey: ["matching"],
		queryFn: () => import("./matching.ts"),
		enabled: typed !== "",
		staleTime: Number.POSITIVE_INFINITY,
	});
	return data && typed !== "" ? data.matching(choices, typed) : choices;
}
