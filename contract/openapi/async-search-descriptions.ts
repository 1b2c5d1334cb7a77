/** Descriptions of the members of asynchronous searches. */
export const asyncSearchDescriptions: Record<string, Record<string, string>> = {
	AsyncSearchRequest: {
		conditions: "What is searched for: the conditions of a search, which find the same here.",
		sort: "The order of the rows: any column of the list; newest first unless asked otherwise.",
		note: "検索メモ: whatever helps to tell it from others.",
		encoding: "`utf-8` or `shift_jis` (as on Windows, CP932).",
		format:
			"`excel`: made for a double click, nothing is calculated or changed; `plain`: the values alone, for programs. See *Asynchronous search*.",
		columns: "The columns of the CSV, in this order; all of the list unless asked otherwise.",
		repeat: "Repeats it automatically from the next such time on; see *Asynchronous search*.",
		paused: "Whether that rests.",
	},
	AsyncSearchChange: {
		repeat: "How it is run again by itself; null: not any more.",
		paused: "Whether that rests. What is missed meanwhile is not made up for.",
	},
	AsyncSearch: {
		asyncSearchId: "Made of the time (JST) when it was asked for; no other has it.",
		state: "状況: `unprocessed` 未処理, `processing` 処理中, `completed` 正常終了, `failed` 異常終了.",
		note: "検索メモ; null where there is none.",
		conditions: "What is searched for, in the form of a request.",
		sort: "The order of the rows.",
		encoding: "The encoding of the CSV.",
		format: "What the CSV is for: `excel`, spreadsheets; `plain`, programs.",
		columns: "The columns of the CSV, in their order.",
		repeat: "How it is run again by itself; null where it is not.",
		paused: "Whether that rests.",
		nextRunAt: "When the next run is due; null where there is none.",
		createdAt: "登録日時: when it was asked for.",
		startedAt: "When the work on this run began; null before that.",
		finishedAt: "When this run ended; null before that.",
		expiresAt: "When search and file are gone: 90 days after it was asked for, or run again.",
		progress:
			"Rows done, of about how many (null until that is known), and percent of the work; 100 only once completed.",
		rowCount: "Rows of the CSV beside its header line; null unless `completed`.",
		byteCount: "Its size; null unless `completed`.",
		sha256: "SHA-256 of all of its bytes, in lower-case hexadecimal; null unless `completed`.",
		replacedCount: "Characters that Shift_JIS does not have, and that became `?`; null unless `completed`.",
		guardedCount:
			'Cells that are written as `="…"`, or with an apostrophe before them, so that a spreadsheet leaves them as they are; null unless `completed`.',
		warnings:
			"Warnings before the file is downloaded, for people (`title`) and programs (`code`): `too-many-rows` if it has more rows than a sheet, 1,048,576.",
		formerFile:
			"The file of the run before, which can be downloaded until this run has made another: its records are `asOf` that moment; null where there is none.",
		failure: "Why it has failed, and whether to run it again; null unless `failed`. See *Asynchronous search*.",
	},
	AsyncSearches: { items: "All that the account keeps, the latest first." },
};
