import Link, { type LinkProps } from "@cloudscape-design/components/link";
import { type To, useHref, useNavigate } from "react-router";

type Props = Omit<LinkProps, "href" | "onFollow"> & { to: To };

/** A link of the component library within the console. */
export function RouterLink(props: Props) {
	const navigate = useNavigate();
	return <OpenLink {...props} onOpen={() => navigate(props.to)} />;
}

/** A link whose plain click does something else; any other click (new tab, …) opens its address. */
export function OpenLink({ to, onOpen, ...props }: Props & { onOpen: () => void }) {
	return (
		<Link
			{...props}
			href={useHref(to)}
			onFollow={(event) => {
				event.preventDefault();
				onOpen();
			}}
		/>
	);
}
