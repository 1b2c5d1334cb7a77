/** Descriptions of the members of saved searches. */
export const savedSearchDescriptions: Record<string, Record<string, string>> = {
	SavedSearchRequest: {
		conditions: "The conditions of a search; a `period` may be relative.",
		sort: "The order of the rows; newest first unless asked otherwise.",
		columns: "The columns to show, in this order; all of the list unless asked otherwise.",
	},
	SavedSearch: {
		savedSearchId: "No other has it.",
		name: "What its owner calls it.",
		isStart: "Whether it is the start page's.",
		sort: "The order of the rows.",
		columns: "The columns to show, in their order.",
	},
	SavedSearches: { items: "All that the account has saved, in the order in which they were made." },
};
