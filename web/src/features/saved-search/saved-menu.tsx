import ButtonDropdown from "@cloudscape-design/components/button-dropdown";
import { lazy, Suspense, useState } from "react";
import type { Column } from "../../../../shared/column/model.ts";
import type { SavedSearchAnswer } from "../../../../shared/saved-search/answer.ts";
import { useSavedSearches } from "../../api/saved-searches.ts";
import { useTexts } from "../../components/language.tsx";
import type { Search } from "../search/criteria.ts";
import { savedSearchTexts } from "./texts.ts";

const SaveModal = lazy(async () => ({ default: (await import("./save-modal.tsx")).SaveModal }));
const ManageModal = lazy(async () => ({ default: (await import("./manage-modal.tsx")).ManageModal }));

interface Props {
	/** The conditions to save; undefined before anything was searched. */
	search: Search | undefined;
	columns: readonly Column[];
	onOpen: (saved: SavedSearchAnswer) => void;
}

/** 保存した検索条件: opens a saved search, saves the current one, and opens the list of all. */
export function SavedMenu({ search, columns, onOpen }: Props) {
	const t = useTexts(savedSearchTexts);
	const { data: saved = [], isLoading, refetch } = useSavedSearches();
	const [shown, show] = useState<"save" | "manage">();
	const close = () => show(undefined);
	const own = saved.map(({ savedSearchId, name, isStart }) => ({
		id: `saved ${savedSearchId}`,
		text: name,
		...(isStart && { secondaryText: t.start }),
	}));
	return (
		<>
			<ButtonDropdown
				loading={isLoading}
				items={[
					{ id: "save", text: t.save, disabled: !search, iconName: "add-plus" },
					{ id: "manage", text: t.manage, disabled: own.length === 0, iconName: "settings" },
					{ text: t.menu, items: own.length > 0 ? own : [{ id: "none", text: t.none, disabled: true }] },
				]}
				onItemClick={async ({ detail: { id } }) => {
					if (id === "save" || id === "manage") return show(id);
					// It may have been changed in another tab.
					const { data = saved } = await refetch();
					const chosen = data.find(({ savedSearchId }) => id === `saved ${savedSearchId}`);
					if (chosen) onOpen(chosen);
				}}
			>
				{t.menu}
			</ButtonDropdown>
			<Suspense>
				{shown === "save" && search && <SaveModal search={search} columns={columns} onClose={close} />}
				{shown === "manage" && <ManageModal onClose={close} />}
			</Suspense>
		</>
	);
}
