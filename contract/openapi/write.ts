import { writeFileSync } from "node:fs";
import { writtenEventSchemas } from "../event-schemas/documents.ts";
import { writtenDocument } from "./document.ts";

/** `npm run openapi` */
writeFileSync(new URL("../../docs/openapi.json", import.meta.url), writtenDocument());
for (const [name, text] of writtenEventSchemas()) {
	writeFileSync(new URL(`../../docs/events/${name}`, import.meta.url), text);
}
