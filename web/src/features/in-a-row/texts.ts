const ja = {
	position: (at: string, of: string) => `${of}件中${at}件目`,
	previous: "前の応対履歴",
	next: "次の応対履歴",
	shortcuts: "キーボードショートカット",
	close: "閉じる",
	use: "1文字のキーによる操作を使う",
	useHint: "オフにすると、J・K・E・? のキーは無効になります。",
	keys: {
		J: "次の応対履歴を開く",
		K: "前の応対履歴を開く",
		E: "編集を始める",
		"Ctrl + Enter": "編集内容を保存する（Macでは⌘ + Enter）",
		"Ctrl + Shift + Enter": "編集内容を保存し、次の応対履歴を編集する",
		Enter: "「保存しますか?」にOKと答える",
		"↑ ↓": "一覧で、前後の行へ移動する",
		Esc: "一覧の横に開いた詳細を閉じる（編集中を除く）",
		"?": "この一覧を開く",
	},
};

const en: typeof ja = {
	position: (at, of) => `${at} of ${of}`,
	previous: "Previous call history",
	next: "Next call history",
	shortcuts: "Keyboard shortcuts",
	close: "Close",
	use: "Use single-character keys",
	useHint: "When off, the keys J, K, E and ? do nothing.",
	keys: {
		J: "Open the next call history",
		K: "Open the previous call history",
		E: "Start editing",
		"Ctrl + Enter": "Save the changes (⌘ + Enter on a Mac)",
		"Ctrl + Shift + Enter": "Save the changes and edit the next call history",
		Enter: "Answer “Save the changes?” with OK",
		"↑ ↓": "Move to the previous or next row of the list",
		Esc: "Close the details beside the list (except while editing)",
		"?": "Open this list",
	},
};

export const rowTexts = { ja, en };
