import type { FileLink } from "../../../shared/recording/answer.ts";

/** Has the browser save what a URL serves (presigned, as an attachment, under the name that it carries). */
export function save({ url, fileName }: Pick<FileLink, "url" | "fileName">): void {
	const link = document.createElement("a");
	link.href = url;
	link.download = fileName;
	document.body.append(link);
	link.click();
	link.remove();
}
