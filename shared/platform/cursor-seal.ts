import { createCipheriv, createDecipheriv, createHash, randomBytes } from "node:crypto";
import { composed, variable } from "./provider.ts";

/** Seals a cursor, so that it can neither be read, nor forged, nor used elsewhere. */
export interface CursorSeal {
	/** @param bound what the cursor is tied to: tenant, caller, conditions */
	seal(content: unknown, bound: string): string;
	/** @returns the content, or undefined where the cursor is not ours, was changed, or is bound to something else */
	open(cursor: string, bound: string): unknown;
}

const ivBytes = 12;
const tagBytes = 16;

/** AES-256-GCM; what a cursor is bound to is the additional authenticated data. */
export function createCursorSeal(keyBase64: string): CursorSeal {
	const key = Buffer.from(keyBase64, "base64");
	const additional = (bound: string) => createHash("sha256").update(bound).digest();
	return {
		seal(content, bound) {
			const iv = randomBytes(ivBytes);
			const cipher = createCipheriv("aes-256-gcm", key, iv).setAAD(additional(bound));
			const body = Buffer.concat([cipher.update(JSON.stringify(content), "utf8"), cipher.final()]);
			return Buffer.concat([iv, cipher.getAuthTag(), body]).toString("base64url");
		},
		open(cursor, bound) {
			const bytes = Buffer.from(cursor, "base64url");
			if (bytes.length <= ivBytes + tagBytes || bytes.toString("base64url") !== cursor) return undefined;
			const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, ivBytes))
				.setAAD(additional(bound))
				.setAuthTag(bytes.subarray(ivBytes, ivBytes + tagBytes));
			const body = decipher.update(bytes.subarray(ivBytes + tagBytes));
			try {
				return JSON.parse(Buffer.concat([body, decipher.final()]).toString("utf8"));
			} catch {
				// A wrong tag: forged, or sealed for something else.
				return undefined;
			}
		},
	};
}

export const cursorSeal = composed(createCursorSeal, variable("CURSOR_KEY"));
