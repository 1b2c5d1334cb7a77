// All that corrects, in one piece: two would share less with the list, and split its first load into more and smaller
// files.
export { BulkActions } from "../bulk-correction/bulk-actions.tsx";
export { ShortcutHelp } from "../in-a-row/shortcut-help.tsx";
export { DetailPage } from "./detail-page.tsx";
export { RecordPanel } from "./record-panel.tsx";
