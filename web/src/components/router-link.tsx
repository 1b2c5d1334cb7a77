import Link, { type LinkProps } from "@cloudscape-design/components/link";
import { type To, useHref, useNavigate } from "react-router";

/** A link of the component library that stays within the page. */
export function RouterLink({ to, ...props }: Omit<LinkProps, "href" | "onFollow"> & { to: To }) {
	const navigate = useNavigate();
	return (
		<Link
			{...props}
			href={useHref(to)}
			onFollow={(event) => {
				event.preventDefault();
				navigate(to);
			}}
		/>
	);
}
