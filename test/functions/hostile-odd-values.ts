const deep = (levels: number) => JSON.parse("[".repeat(levels) + "]".repeat(levels));

/** Values to send to a field that expects something else. */
export const oddValues: unknown[] = [
	...[null, true, false, 0, -1, 1.5, 1e308, Number.MAX_SAFE_INTEGER + 2],
	...["", " ", "-1", "NaN", "Infinity", "null", "undefined", "__proto__", "constructor", "[object Object]", "24:00"],
	...[
		"\ud800",
		"\u0000",
		"\u202e",
		"💥",
		"ﷺ",
		"か\u3099",
		"' OR 1=1 --",
		"${jndi:ldap://x}",
		"=1+1",
		"../../etc/passwd",
	],
	...[[], [[]], [null], {}, { length: 1 }, { $gt: "" }, { toString: "x" }, deep(500)],
];
