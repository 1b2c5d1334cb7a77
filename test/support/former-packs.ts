import { compress, encodeTexts } from "../../shared/pack/bytes.ts";
import { decodePack } from "../../shared/pack/decode.ts";
import { textAttributes } from "../../shared/pack/layout.ts";
import type { Contents, Pack } from "../../shared/pack/model.ts";
import type { World } from "./world.ts";

/** How texts were folded in packs of layout 1. */
const foldedFormerly = (name: (typeof textAttributes)[number], text: string) => {
	const folded = text.normalize("NFKC").toLowerCase();
	const kana = folded.replace(/[\u3041-\u3096]/g, (char) => String.fromCharCode(char.charCodeAt(0) + 0x60));
	return name === "requestId"
		? text.toLowerCase()
		: name === "phone" || name === "memo"
			? kana
			: kana.replace(/\s+/g, "");
};

/** A pack as the version wrote it that still used layout 1. */
export async function formerPackOf(pack: Pack, bytes: Buffer): Promise<{ pack: Pack; bytes: Buffer }> {
	const rows = await decodePack(pack, bytes);
	const parts: Pack["parts"] = {};
	const buffers: Buffer[] = [];
	let end = 0;
	for (const [name, [from, to]] of Object.entries(pack.parts)) {
		const attribute = textAttributes.find((text) => name === text || name === `${text}Shown`);
		const texts = attribute && rows.map((row) => row[attribute] ?? "");
		const part = texts
			? await compress(
					encodeTexts(
						texts.map((text) => {
							const folded = foldedFormerly(attribute, text);
							return name === attribute ? folded : text !== "" && text === folded ? null : text;
						}),
					),
				)
			: bytes.subarray(from, to);
		parts[name] = [end, end + part.length];
		end += part.length;
		buffers.push(part);
	}
	return { pack: { ...pack, layout: 1, parts }, bytes: Buffer.concat(buffers) };
}

/** Replaces a tenant's packs with packs of layout 1. */
export async function writePacksOfLayout1(world: World, tenantId: string): Promise<void> {
	const { contents, version } = await world.deps.packReader.load(tenantId);
	const former = async (current: Pack): Promise<Pack> => {
		const key = `${tenantId}/${current.name}`;
		const { pack, bytes } = await formerPackOf(current, world.packs.objects.get(key) ?? Buffer.alloc(0));
		world.packs.objects.set(key, bytes);
		return pack;
	};
	const packs = await Promise.all(contents.packs.map(former));
	const changes = contents.changes && { changes: await former(contents.changes) };
	const switched: Contents = { ...contents, packs, ...changes };
	if (!(await world.deps.packs.switchTo(tenantId, switched, version))) throw new Error("contents were not switched");
}
