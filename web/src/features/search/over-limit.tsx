import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import { useNavigate } from "react-router";
import { Attention } from "../../components/attention.tsx";
import { useTexts } from "../../components/language.tsx";
import { searchTexts } from "./texts.ts";

/** A refusal of the API that suggests an asynchronous search. */
export const overLimitCodes = ["search-limit-exceeded", "search-too-large"] as const;

/** Shown when a search is too large for the screen: one click leads to the asynchronous search of its conditions. */
export function OverLimit({ code, params }: { code: (typeof overLimitCodes)[number]; params: URLSearchParams }) {
	const s = useTexts(searchTexts);
	const navigate = useNavigate();
	return (
		<Attention to={code}>
			<Alert
				type="warning"
				header={code === "search-too-large" ? s.tooLarge : s.overLimit}
				action={
					<Button variant="primary" onClick={() => navigate(`/async-searches?${params}`)}>
						{s.overLimitGo}
					</Button>
				}
			>
				{s.overLimitHint}
			</Alert>
		</Attention>
	);
}
