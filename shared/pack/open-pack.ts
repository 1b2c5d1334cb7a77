import { CallIdFrames } from "./call-id-frames.ts";
import {
	decodeCallIdColumn,
	decodeIds,
	decodeOthers,
	decodeText,
	type IdColumns,
	type OtherColumns,
	type TextColumn,
} from "./columns.ts";
import { decodeDead, placeOfPart } from "./decode.ts";
import { currentLayout, type DeadRows, type PartName, type TextAttribute, textAttributes } from "./layout.ts";
import type { Pack } from "./model.ts";
import { exactly, type ReadBytes, readRanges } from "./read-ranges.ts";
import { refold, type TextColumns } from "./refold.ts";

/** The longest unneeded gap that one request reads over. */
const gapBytes = 16_384;

/**
 * A pack that is read on demand: adjacent parts with one request, each decoded once.
 * Every method throws {@link PackError} where the object is gone, cut off or damaged.
 */
export class OpenPack {
	readonly pack: Pack;
	private readonly readBytes: ReadBytes;
	private readonly parts = new Map<PartName, Promise<Buffer>>();
	private readonly decoded = new Map<PartName, Promise<unknown>>();
	private readonly refolded = new Map<TextAttribute, Promise<TextColumns>>();
	private callIdFrames: CallIdFrames | undefined;

	constructor(pack: Pack, readBytes: ReadBytes) {
		this.pack = pack;
		this.readBytes = exactly(pack.name, readBytes);
	}

	/** Requests parts, in as few requests as possible; to be called once with everything that will be needed. */
	prepare(names: readonly PartName[]): void {
		const wanted = this.partsNeeded(names)
			.filter((name) => !this.parts.has(name))
			.map((name) => ({ name, place: placeOfPart(this.pack, name) }));
		for (const { name, bytes } of readRanges(this.readBytes, wanted, gapBytes)) this.parts.set(name, bytes);
	}

	part(name: PartName): Promise<Buffer> {
		this.prepare([name]);
		return this.parts.get(name) as Promise<Buffer>;
	}

	ids(): Promise<IdColumns> {
		return this.once("ids", async () => {
			const ids = await decodeIds(await this.part("ids"), this.pack.rows);
			this.callIdFrames ??= new CallIdFrames(this.readBytes, placeOfPart(this.pack, "callId")[0], ids.callIdFrames);
			return ids;
		});
	}

	/** Releases everything except what is needed to find call ids. */
	release(): void {
		this.parts.clear();
		this.decoded.clear();
		this.refolded.clear();
	}

	/** The total size of some parts, in bytes. */
	bytesOf(names: readonly PartName[]): number {
		return this.partsNeeded(names).reduce((sum, name) => {
			const [start, end] = placeOfPart(this.pack, name);
			return sum + end - start;
		}, 0);
	}

	others(): Promise<OtherColumns> {
		this.prepare(["ids", "others"]);
		return this.once("others", async () => decodeOthers(await this.part("others"), await this.ids()));
	}

	text(name: TextPart): Promise<TextColumn> {
		return this.once(name, async () => {
			if (this.pack.layout === currentLayout) return this.decodedText(name);
			const { folded, shown } = await this.refold(attributeOf(name));
			return name.endsWith("Shown") ? shown : folded;
		});
	}

	private async decodedText(name: TextPart): Promise<TextColumn> {
		return decodeText(await this.part(name), this.pack.rows);
	}

	private refold(attribute: TextAttribute): Promise<TextColumns> {
		const known = this.refolded.get(attribute);
		if (known) return known;
		this.prepare([attribute]);
		const folding = Promise.all([this.decodedText(attribute), this.decodedText(`${attribute}Shown`)]).then(
			([folded, shown]) => refold(attribute, { folded, shown }),
		);
		this.refolded.set(attribute, folding);
		return folding;
	}

	/** In a layout with another folding, the folded text is made from the shown one, so both parts are needed. */
	private partsNeeded(names: readonly PartName[]): readonly PartName[] {
		if (this.pack.layout === currentLayout) return names;
		const isText = (name: PartName): name is TextPart =>
			(textAttributes as readonly string[]).includes(attributeOf(name));
		return [
			...new Set(
				names.flatMap((name) => (isText(name) ? ([attributeOf(name), `${attributeOf(name)}Shown`] as const) : [name])),
			),
		];
	}

	/** The rows that a pack of changes replaces. */
	dead(): Promise<DeadRows> {
		return this.once("dead", async () => decodeDead(await this.part("dead")));
	}

	/** The call ids of all rows, as one column. */
	callIdColumn(): Promise<TextColumn> {
		return this.once("callId", async () => {
			const [part, { callIdFrames }] = await Promise.all([this.part("callId"), this.ids()]);
			return decodeCallIdColumn(part, callIdFrames, this.pack.rows);
		});
	}

	/** The call ids of some rows; frames close to each other are read with one request. */
	async callIds(rows: Iterable<number>): Promise<Map<number, string>> {
		if (!this.callIdFrames) await this.ids();
		return (this.callIdFrames as CallIdFrames).at(rows);
	}

	private once<T>(name: PartName, decode: () => Promise<T>): Promise<T> {
		const known = this.decoded.get(name) as Promise<T> | undefined;
		if (known) return known;
		const decoding = decode();
		decoding.catch(() => {});
		this.decoded.set(name, decoding);
		return decoding;
	}
}

type TextPart = TextAttribute | `${TextAttribute}Shown`;
const attributeOf = (name: PartName) => name.replace(/Shown$/, "") as TextAttribute;
