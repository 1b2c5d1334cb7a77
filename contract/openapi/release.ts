import { writeFileSync } from "node:fs";
import { contractOf } from "./contract.ts";
import { buildDocument } from "./document.ts";

/** `npm run release:contract`: from now on, everything in the document is promised (CHANGELOG.md). */
writeFileSync(new URL("../../docs/contract-1.txt", import.meta.url), `${contractOf(buildDocument()).join("\n")}\n`);
