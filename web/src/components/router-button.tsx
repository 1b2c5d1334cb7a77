import Button, { type ButtonProps } from "@cloudscape-design/components/button";
import { type To, useHref, useNavigate } from "react-router";

/** A button that is a link within the console. */
export function RouterButton({ to, ...props }: Omit<ButtonProps, "href" | "onFollow"> & { to: To }) {
	const navigate = useNavigate();
	return (
		<Button
			{...props}
			href={useHref(to)}
			onFollow={(event) => {
				event.preventDefault();
				navigate(to);
			}}
		/>
	);
}
