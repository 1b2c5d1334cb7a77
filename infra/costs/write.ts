import { writeFileSync } from "node:fs";
import { writtenCosts } from "./document.ts";

/** `npm run costs` */
writeFileSync(new URL("../../docs/costs.md", import.meta.url), writtenCosts());
