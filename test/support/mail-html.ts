import { expect } from "vitest";

/** Elements without an end tag. */
const voids = new Set(["meta", "br", "img", "hr", "link"]);

const texts: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'" };
const unescaped = (text: string) => text.replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => texts[name] ?? "");

export interface HtmlMail {
	title: string;
	/** What a reader sees, one line for each piece of text. */
	lines: string[];
	links: { href: string; text: string }[];
	/** Names of elements, with how often they occur. */
	elements: Map<string, number>;
}

/** Reads the HTML of a mail as strictly as the worst client: every element must be closed, in order. */
export function parseMail(html: string): HtmlMail {
	const mail: HtmlMail = { title: "", lines: [], links: [], elements: new Map() };
	const open: string[] = [];
	const body = html.replace(/^<!doctype html>/, "").replace(/<!--.*?-->/gs, "");
	for (const [token] of body.matchAll(/<[^>]*>|[^<]+/g)) {
		const tag = /^<(\/?)([a-z][a-z0-9]*)((?: [a-z-]+="[^"<>]*")*)>$/.exec(token);
		if (!tag) {
			expect(token).not.toMatch(/[<>]/);
			expect(token.replace(/&(?:amp|lt|gt|quot|#39);/g, "")).not.toContain("&");
			const text = unescaped(token).trim();
			if (!text) continue;
			const link = open.includes("a") ? mail.links.at(-1) : undefined;
			if (link) link.text += text;
			if (open.includes("title")) mail.title = text;
			else mail.lines.push(text);
			continue;
		}
		const [, end, name = "", attributes = ""] = tag;
		if (end) {
			expect(open.pop()).toBe(name);
			continue;
		}
		mail.elements.set(name, (mail.elements.get(name) ?? 0) + 1);
		if (name === "a") mail.links.push({ href: unescaped(/ href="([^"]*)"/.exec(attributes)?.[1] ?? ""), text: "" });
		if (!voids.has(name)) open.push(name);
	}
	expect(open).toEqual([]);
	return mail;
}
