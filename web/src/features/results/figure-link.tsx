import { Link } from "react-router";
import { displayCount } from "../../components/display.ts";

/** A number of calls, linked to them. @param label for screen readers */
export function FigureLink({ count, to, label }: { count: number; to: string | undefined; label: string }) {
	const shown = displayCount(count);
	if (count === 0 || !to) return shown;
	return (
		<Link to={to} aria-label={label}>
			{shown}
		</Link>
	);
}
