/** Descriptions of the members of saved searches. */
export const savedSearchDescriptions: Record<string, Record<string, string>> = {
	SavedSearchRequest: {
		conditions: "The conditions of a search; a `period` may be relative.",
		sort: "The order of the rows; newest first by default.",
		columns: "The columns to show, in this order; all columns of the list by default.",
	},
	SavedSearch: {
		savedSearchId: "Unique.",
		name: "The name that its owner gave it.",
		isStart: "Whether the start page opens with it.",
		sort: "The order of the rows.",
		columns: "The columns to show, in their order.",
	},
	SavedSearches: { items: "All searches that the account has saved, oldest first." },
};
