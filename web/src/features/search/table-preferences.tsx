import CollectionPreferences from "@cloudscape-design/components/collection-preferences";
import { columns } from "../../../../shared/column/model.ts";
import { useTexts } from "../../components/language.tsx";
import { formTexts } from "./form-texts.ts";
import { type Preferences, pageSizes } from "./preferences.ts";
import { searchTexts } from "./texts.ts";

/** The manual's menu at the right of the table. */
export function TablePreferences({
	value,
	onChange,
}: {
	value: Preferences;
	onChange: (preferences: Preferences) => void;
}) {
	const t = useTexts(formTexts);
	const s = useTexts(searchTexts);
	return (
		<CollectionPreferences
			title={s.preferences}
			confirmLabel={s.preferencesOk}
			cancelLabel={s.preferencesCancel}
			preferences={value}
			onConfirm={({ detail }) => onChange({ ...value, ...(detail as Preferences) })}
			pageSizePreference={{
				title: s.pageSize,
				options: pageSizes.map((size) => ({ value: size, label: s.rows(size) })),
			}}
			wrapLinesPreference={{ label: s.wrap, description: s.wrapHint }}
			stripedRowsPreference={{ label: s.striped, description: "" }}
			contentDisplayPreference={{
				title: s.columnsTitle,
				description: s.columnsHint,
				options: columns.map((id) => ({ id, label: t.columns[id], alwaysVisible: id === "calledAt" })),
			}}
		/>
	);
}
