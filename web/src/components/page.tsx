import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { ReactNode } from "react";
import { usePageTitle } from "./page-title.ts";

interface Props {
	title: string;
	description?: string | undefined;
	actions?: ReactNode;
	/** The way back, above the title. */
	back?: ReactNode;
	children: ReactNode;
}

export function Page({ title, description, actions, back, children }: Props) {
	usePageTitle(title);
	return (
		<SpaceBetween size="m">
			<div>
				{back}
				<Header variant="h1" description={description} actions={actions}>
					{title}
				</Header>
			</div>
			{children}
		</SpaceBetween>
	);
}
