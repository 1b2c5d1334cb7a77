import { createContext, type ReactNode, use } from "react";
import type { CallApi } from "./client.ts";

const ApiContext = createContext<CallApi | undefined>(undefined);

export function ApiProvider({ api, children }: { api: CallApi; children: ReactNode }) {
	return <ApiContext value={api}>{children}</ApiContext>;
}

export function useApi(): CallApi {
	const api = use(ApiContext);
	if (!api) throw new Error("useApi must be used within ApiProvider");
	return api;
}
