import { createHash } from "node:crypto";

/** What is kept of the token in a link: 32 random bytes need no salt. */
export function tokenHashOf(token: string): string {
	return createHash("sha256").update(token).digest("hex");
}
