import Box from "@cloudscape-design/components/box";
import StatusIndicator from "@cloudscape-design/components/status-indicator";

/** The content of an empty table, with what to do about it. @param slips likely mistakes */
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
