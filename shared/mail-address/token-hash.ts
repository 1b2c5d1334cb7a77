import { createHash } from "node:crypto";

/** The stored hash of a link's token; 32 random bytes need no salt. */
export function tokenHashOf(token: string): string {
	return createHash("sha256").update(token).digest("hex");
}
