import StatusIndicator from "@cloudscape-design/components/status-indicator";
import { createContext, type ReactNode, use, useId } from "react";

interface Props {
	label: string;
	hint?: string;
	errorText?: string | undefined;
	children: ReactNode;
}

const DescriptionContext = createContext<string | undefined>(undefined);

/** Several controls under one label. The library's form field would give each of them the same id and name. */
export function FieldGroup({ label, hint, errorText, children }: Props) {
	const id = useId();
	return (
		<fieldset className="rk-group" aria-describedby={id}>
			<legend>{label}</legend>
			<DescriptionContext value={id}>{children}</DescriptionContext>
			<div id={id}>
				<div role="alert">{errorText && <StatusIndicator type="error">{errorText}</StatusIndicator>}</div>
				{hint && <div className="rk-small">{hint}</div>}
			</div>
		</fieldset>
	);
}

/** For a faulty control of the group: the id of the message. */
export function useGroupDescription(): string | undefined {
	return use(DescriptionContext);
}
