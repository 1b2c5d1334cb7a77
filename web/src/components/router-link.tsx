import Link, { type LinkProps } from "@cloudscape-design/components/link";
import { type To, useHref, useNavigate } from "react-router";

type Props = Omit<LinkProps, "href" | "onFollow"> & { to: To };

/** A link of the component library that stays within the page. */
export function RouterLink(props: Props) {
	const navigate = useNavigate();
	return <OpenLink {...props} onOpen={() => navigate(props.to)} />;
}

/** One that a plain click opens in another way than at its address; every other click has the browser open that. */
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
