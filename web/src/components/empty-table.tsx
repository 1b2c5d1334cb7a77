import Box from "@cloudscape-design/components/box";

/** What a table shows that has nothing to show, and what may be done about it. */
export function EmptyTable({ text, hint }: { text: string; hint: string }) {
	return (
		<Box textAlign="center" padding="l">
			<b>{text}</b>
			<Box variant="p" color="text-body-secondary">
				{hint}
			</Box>
		</Box>
	);
}
