import { writeFileSync } from "node:fs";
import { contractOf } from "./contract.ts";
import { buildDocument } from "./document.ts";

/** `npm run release:contract`: promises everything in the document from now on (CHANGELOG.md). */
writeFileSync(new URL("../../docs/contract-1.txt", import.meta.url), `${contractOf(buildDocument()).join("\n")}\n`);
