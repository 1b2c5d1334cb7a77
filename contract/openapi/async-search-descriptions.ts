/** Descriptions of the members of asynchronous searches. */
export const asyncSearchDescriptions: Record<string, Record<string, string>> = {
	AsyncSearchRequest: {
		conditions: "The conditions of a search, which find the same records here.",
		sort: "The order of the rows: any column of the list; newest first by default.",
		note: "検索メモ: free text to tell the search from others.",
		encoding: "`utf-8` or `shift_jis` (as on Windows, CP932).",
		format:
			"`excel`: to be opened with a double click, nothing is calculated or changed; `plain`: only the values, for " +
			"programs. See *Asynchronous search*.",
		columns: "The columns of the CSV, in this order; all columns of the list by default.",
		repeat: "Repeats the search automatically from the next such time on; see *Asynchronous search*.",
		paused: "Whether the repetition is paused.",
	},
	AsyncSearchChange: {
		repeat: "How the search is repeated; null ends the repetition.",
		paused: "Whether the repetition is paused. Runs missed during a pause are not made up for.",
	},
	AsyncSearch: {
		asyncSearchId: "Unique; begins with the time of the request (JST).",
		state: "状況: `unprocessed` 未処理, `processing` 処理中, `completed` 正常終了, `failed` 異常終了.",
		note: "検索メモ; null if there is none.",
		conditions: "The conditions, in the form of a request.",
		sort: "The order of the rows.",
		encoding: "The encoding of the CSV.",
		format: "What the CSV is for: `excel` for spreadsheets, `plain` for programs.",
		columns: "The columns of the CSV, in their order.",
		repeat: "How the search is repeated; null if it is not.",
		paused: "Whether the repetition is paused.",
		nextRunAt: "When the next run is due; null if none is.",
		createdAt: "登録日時: when it was requested.",
		startedAt: "When the work on this run began; null before that.",
		finishedAt: "When this run ended; null before that.",
		expiresAt: "When search and file are deleted: 90 days after the request, or after the latest run.",
		progress: "Rows done, their estimated total (null until known), and percent of the work; 100 only once completed.",
		rowCount: "Rows of the CSV, without the header line; null unless `completed`.",
		byteCount: "Size of the CSV; null unless `completed`.",
		sha256: "SHA-256 of the CSV, in lower-case hexadecimal; null unless `completed`.",
		replacedCount: "Characters that Shift_JIS lacks and that were replaced by `?`; null unless `completed`.",
		guardedCount:
			'Cells written as `="…"`, or with a leading apostrophe, so that a spreadsheet shows their values; null unless ' +
			"`completed`.",
		warnings:
			"What to know before downloading the file, for people (`title`) and programs (`code`): `too-many-rows` if it " +
			"has more rows than a sheet, 1,048,576.",
		formerFile:
			"The file of the previous run, which can be downloaded until this run has made its own, with the records as " +
			"they were at `asOf`; null if there is none.",
		failure: "Why the run failed, and whether to run it again; null unless `failed`. See *Asynchronous search*.",
	},
	AsyncSearches: { items: "All searches that the account keeps, latest first." },
};
