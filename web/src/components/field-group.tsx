import StatusIndicator from "@cloudscape-design/components/status-indicator";
import { type ReactNode, useId } from "react";

interface Props {
	label: string;
	hint?: string;
	errorText?: string | undefined;
	children: ReactNode;
}

/** Several controls under one label. The library's form field would give each of them the same id and name. */
export function FieldGroup({ label, hint, errorText, children }: Props) {
	const id = useId();
	return (
		<fieldset className="rk-group" aria-describedby={id}>
			<legend>{label}</legend>
			{children}
			<div id={id}>
				<div role="alert">{errorText && <StatusIndicator type="error">{errorText}</StatusIndicator>}</div>
				{hint && <div className="rk-small">{hint}</div>}
			</div>
		</fieldset>
	);
}
