import { randomBytes, randomUUID } from "node:crypto";
import { provider } from "./provider.ts";

export const newId = provider([], () => randomUUID as () => string);

/** 32 random bytes as 43 characters. */
export const newToken = provider([], () => () => randomBytes(32).toString("base64url"));
