// Everything for corrections in one chunk: two chunks would share less with the list, and split its first load into
// more, smaller files.
export { BulkActions } from "../bulk-correction/bulk-actions.tsx";
export { ShortcutHelp } from "../in-a-row/shortcut-help.tsx";
export { DetailPage } from "./detail-page.tsx";
export { RecordPanel } from "./record-panel.tsx";
