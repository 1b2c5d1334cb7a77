import Box from "@cloudscape-design/components/box";
import StatusIndicator from "@cloudscape-design/components/status-indicator";

/** What a table shows that has nothing to show, and what may be done about it. @param slips what may have been a slip */
export function EmptyTable({ text, hint, slips = [] }: { text: string; hint: string; slips?: readonly string[] }) {
	return (
		<Box textAlign="center" padding="l">
			<b>{text}</b>
			<Box variant="p" color="text-body-secondary">
				{hint}
			</Box>
			{slips.map((slip) => (
				<StatusIndicator key={slip} type="warning">
					{slip}
				</StatusIndicator>
			))}
		</Box>
	);
}
